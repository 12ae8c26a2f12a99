//! Import: a file comes in step by step, each shown before the next: what was understood of it, its columns, its faults,
//! what it would change. All on this device, so that it works without a network.

mod columns;
mod rows;
mod server;
mod trial;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::client::{self, CLIENT};
use domain::csv::import::OnMatch;
use domain::csv::{DateForm, Encoding, GoodRow, Key, Layout, RawRow, RowFault, Separator, Sniffed};
use domain::{Lang, Person, Role, Value, Words, vcard};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use self::columns::Columns;
use self::rows::Faults;
use self::server::{LARGE, OnServer};
use self::trial::Trial;
use crate::edits::{Edits, Written};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::browser::Chosen;
use crate::parts::icon::Icon;
use crate::parts::modules::{self, Unread};
use crate::parts::notice::Notice;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{import as words, language, places, t};

/// What was found out about the rows of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Checked {
    /// Without fault.
    good: Vec<GoodRow>,
    /// By the number of their row.
    faults: BTreeMap<usize, Vec<RowFault>>,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub(super) struct Tried {
    changes: Vec<(usize, Written)>,
    unchanged: usize,
    skipped: usize,
    faults: Vec<RowFault>,
}

/// A file on its way in. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    records: Records,
    edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
    /// A file so large that its person says who reads it.
    large: RwSignal<Option<Chosen>, LocalStorage>,
    /// The file's name, once one was chosen.
    name: RwSignal<Option<String>>,
    bytes: StoredValue<Arc<Vec<u8>>>,
    /// Whether it is text as somebody's program writes it: how is then for its person to say.
    is_text: RwSignal<bool>,
    sniffed: RwSignal<Sniffed>,
    /// Whether a date of the file proves its form.
    proven: RwSignal<bool>,
    rows: RwSignal<Arc<Vec<RawRow>>>,
    layout: RwSignal<Layout>,
    checked: RwSignal<Arc<Checked>>,
    key: RwSignal<Key>,
    on_match: RwSignal<OnMatch>,
    tried: RwSignal<Option<Arc<Tried>>>,
    /// The number of the act that brought the file in, and how many records it wrote.
    done: RwSignal<Option<(u64, usize)>>,
    /// What is going on, and how far it is.
    busy: RwSignal<Option<(Words, usize, usize)>>,
    problem: RwSignal<Option<String>>,
    /// Moves with each change: work that began before gives up.
    turn: RwSignal<u32>,
}

impl Desk {
    fn new() -> Self {
        let records = expect_context::<Records>();
        Self {
            records,
            edits: expect_context(),
            toasts: expect_context(),
            language: language(),
            large: RwSignal::new_local(None),
            name: RwSignal::new(None),
            bytes: StoredValue::new(Arc::default()),
            is_text: RwSignal::new(true),
            sniffed: RwSignal::new(Sniffed { encoding: Encoding::Utf8, separator: Separator::Semicolon }),
            proven: RwSignal::new(true),
            rows: RwSignal::new(Arc::default()),
            layout: RwSignal::new(blank()),
            checked: RwSignal::new(Arc::default()),
            key: RwSignal::new(Key::Usual),
            on_match: RwSignal::new(OnMatch::Update),
            tried: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(None),
            problem: RwSignal::new(None),
            turn: RwSignal::new(0),
        }
    }

    /// The signed-in person, when they write their own records only.
    fn seller(self) -> Option<Person> {
        let me = self.records.me().get_untracked()?.person;
        (me.role == Role::Seller).then_some(me)
    }

    /// Takes a file. Whoever may leave a large one to the server is asked.
    fn take(self, chosen: Option<Chosen>) {
        let Some(chosen) = chosen else { return };
        self.start_over();
        let is_list = !chosen.name().to_lowercase().ends_with(".vcf");
        if chosen.size() > LARGE && is_list && self.seller().is_none() {
            self.large.set(Some(chosen));
        } else {
            self.read(chosen);
        }
    }

    /// Reads a file on this device.
    fn read(self, chosen: Chosen) {
        self.large.set(None);
        spawn_local(async move {
            let name = chosen.name();
            match chosen.read().await {
                Some(bytes) => self.unpack(name, bytes).await,
                None => self.refuse(words::UNREADABLE),
            }
        });
    }

    /// Takes what is in a file: a workbook becomes the CSV file it stands for.
    async fn unpack(self, name: String, bytes: Vec<u8>) {
        let turn = self.changed();
        let is_book = sheets::is_book(&name, &bytes);
        self.busy.set(Some((words::READING, 0, 1)));
        let read = if is_book { modules::read_book(&bytes).await.map(String::into_bytes) } else { Ok(bytes) };
        // Somebody who chose another file meanwhile, or left the page, is not asked about this one.
        if self.turn.try_get_untracked() != Some(turn) {
            return;
        }
        self.busy.set(None);
        match read {
            Ok(bytes) => {
                self.is_text.set(!is_book && !vcard::is_cards(&bytes));
                self.bytes.set_value(Arc::new(bytes));
                self.name.set(Some(name));
                self.open(None).await;
            }
            Err(Unread::Fault(fault)) => self.refuse(fault.words()),
            Err(Unread::NoModule) => self.refuse(words::NO_MODULE),
        }
    }

    /// Says why it does not go on.
    fn refuse(self, problem: Words) {
        let lang = self.language.try_get_untracked().unwrap_or_default();
        self.problem.set(Some(problem.get(lang).to_owned()));
    }

    fn start_over(self) {
        self.large.set(None);
        self.name.set(None);
        self.rows.set(Arc::default());
        self.problem.set(None);
        self.done.set(None);
        self.changed();
    }

    /// Something moved: what was tried before is no longer true.
    fn changed(self) -> u32 {
        self.tried.set(None);
        self.turn.update(|turn| *turn += 1);
        // A file may be read to its end after the page was left.
        self.turn.try_get_untracked().unwrap_or_default()
    }
}

/// A layout without columns: new records are prospects.
fn blank() -> Layout {
    let status = client::STATUSES.first().map(|first| (client::STATUS, Value::from(first.key)));
    Layout { kind: &CLIENT, columns: Vec::new(), dates: DateForm::DayFirst, given: status.into_iter().collect() }
}

/// The page.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let desk = Desk::new();
    let covers = desk.records.covers();
    effect(move || {
        if covers.get() {
            desk.book_came();
        }
    });
    let has_file = whether(move || desk.name.with(Option::is_some));
    let is_large = whether(move || desk.large.with(Option::is_some));
    let has_rows = whether(move || desk.name.with(Option::is_some) && desk.rows.with(|rows| !rows.is_empty()));
    let is_done = whether(move || desk.done.with(Option::is_some));
    view! {
        <Title text=t(places::IMPORT)/>
        <div class="page import">
            <div class="page-head"><h1>{t(places::IMPORT)}</h1></div>
            <When is=has_file or=move || view! { <When is=is_large or=move || view! { <Drop desk/> }><OnServer desk/></When> }>
                <File desk/>
            </When>
            <div role="alert">
                {move || desk.problem.get().map(|problem| view! { <Notice tone="bad" icon="alert"><span>{problem}</span></Notice> }.into_any())}
            </div>
            <When is=is_done or=move || view! {
                <When is=has_rows>
                    <Columns desk/>
                    <Faults desk/>
                    <Trial desk/>
                </When>
            }>
                <Done desk/>
            </When>
            <Progress desk/>
        </div>
    }
}

/// What a person may choose, as the browser is told.
const ACCEPTED: &str = ".csv,.txt,.tsv,.vcf,.xlsx,.xlsm,text/csv,text/vcard,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The place where a file is dropped or chosen.
#[component]
fn Drop(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    view! {
        <div
            class="drop" on:dragover=|event: leptos::ev::DragEvent| event.prevent_default()
            on:drop=move |event: leptos::ev::DragEvent| desk.take(Chosen::of_drop(&event))
        >
            <Icon name="upload"/>
            <p>{t(words::DROP)}</p>
            <label class="button main-one">
                {t(words::CHOOSE)}
                <input type="file" class="unseen" accept=ACCEPTED on:change=move |event| desk.take(Chosen::of_input(&event))/>
            </label>
            <p class="fine">{t(words::DROP_HINT)}</p>
        </div>
    }
}

/// The file that was chosen, and the way to another one.
#[component]
fn File(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    view! {
        <div class="import-file">
            <Icon name="book"/>
            <strong>{move || desk.name.get()}</strong>
            <span class="fine">{move || words::rows(desk.language.get(), desk.rows.with(|rows| rows.len()))}</span>
            <button type="button" class="button" on:click=press(move || desk.start_over())>{t(words::OTHER_FILE)}</button>
        </div>
    }
}

/// What is going on.
#[component]
fn Progress(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let shown = move || {
        desk.busy.get().map(|(what, done, all)| {
            let text = what.get(desk.language.get());
            view! {
                <div class="import-progress" role="status">
                    <label>
                        {text}
                        <progress max=all.max(1).to_string() prop:value=done.to_string()></progress>
                    </label>
                    {(what == words::WRITING).then(|| view! {
                        <button type="button" class="button" on:click=press(move || { desk.changed(); })>{t(words::STOP)}</button>
                    }.into_any())}
                </div>
            }
            .into_any()
        })
    };
    view! { {shown} }
}

/// The file is in.
#[component]
fn Done(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let count = move || desk.done.get().map_or(0, |(_, count)| count);
    view! {
        <Notice tone="good" icon="done">
            <span>{move || words::imported(desk.language.get(), count())}</span>
            <div class="buttons">
                <a class="button" href="/clients">{t(words::SEE)}</a>
                <button type="button" class="button" on:click=press(move || desk.undo())><Icon name="undo"/> {t(words::UNDO)}</button>
            </div>
        </Notice>
    }
}
