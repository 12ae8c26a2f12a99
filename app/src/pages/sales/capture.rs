//! Capture rapide: made for one hand on a stand. Three fields, a few chips, and ready for the next.

mod draft;
mod shots;

use domain::badge::{self, Badge};
use domain::capture::{Captured, Scene};
use domain::client::{COMPANY, EMAIL, FIRST_NAME, LAST_NAME, MOBILE, PHONE, WARMTHS, full_name};
use domain::event::EVENT;
use domain::sorting;
use domain::{Words, search};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use sync::Act;
use uuid::Uuid;

use self::draft::Taken;
use self::shots::{Photograph, Shot, Shots};
use super::Keeper;
use crate::edits::Edits;
use crate::parts::act::{When, awake, effect, press, typing, whether};
use crate::parts::browser::{self, Chosen};
use crate::parts::icon::Icon;
use crate::parts::keys;
use crate::parts::modules::{self, NoCode};
use crate::parts::picture::PictureButton;
use crate::records::Records;
use crate::settings::Settings;
use crate::texts::{form, sales, say, t};

/// Somebody captured in this session.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    id: Uuid,
    name: String,
    act: u64,
}

/// What is being captured. `Copy`.
#[derive(Clone, Copy)]
struct Sheet {
    name: RwSignal<String>,
    company: RwSignal<String>,
    contact: RwSignal<String>,
    note: RwSignal<String>,
    warmth: RwSignal<&'static str>,
    quote: RwSignal<bool>,
    call: RwSignal<bool>,
    event: RwSignal<Option<Uuid>>,
    /// What the code on a badge says.
    badge: RwSignal<Badge>,
    /// The photos of their card.
    shots: RwSignal<Vec<Shot>>,
    complaint: RwSignal<Option<String>>,
    kept: RwSignal<Vec<Kept>>,
    settings: Settings,
}

impl Sheet {
    fn open(edits: Edits) -> Self {
        let text = || RwSignal::new(String::new());
        let sheet = Self {
            name: text(),
            company: text(),
            contact: text(),
            note: text(),
            warmth: RwSignal::new(""),
            quote: RwSignal::new(false),
            call: RwSignal::new(false),
            event: RwSignal::new(None),
            badge: RwSignal::new(Badge::new()),
            shots: RwSignal::new(Vec::new()),
            complaint: RwSignal::new(None),
            kept: RwSignal::new(Vec::new()),
            settings: expect_context(),
        };
        draft::restore(sheet, edits);
        sheet
    }

    fn texts(self) -> [RwSignal<String>; 4] {
        [self.name, self.company, self.contact, self.note]
    }

    fn typed(self, field: RwSignal<String>, text: String) {
        field.set(text);
        self.complaint.set(None);
        draft::keep_texts(self);
    }

    fn at(self, event: Option<Uuid>) {
        self.event.set(event);
        draft::keep_event(self, event);
    }

    fn captured(self) -> Captured {
        Captured {
            name: self.name.get_untracked(),
            company: self.company.get_untracked(),
            contact: self.contact.get_untracked(),
            note: self.note.get_untracked(),
            warmth: self.warmth.get_untracked().to_owned(),
            quote: self.quote.get_untracked(),
            call_in: self.call.get_untracked().then_some(2),
            event: self.event.get_untracked(),
            badge: self.badge.get_untracked(),
        }
    }

    /// Ready for the next: the event stays, and so does the draft until the disk has the records.
    fn clear(self) {
        for field in self.texts() {
            field.set(String::new());
        }
        self.warmth.set("");
        self.quote.set(false);
        self.call.set(false);
        self.badge.set(Badge::new());
        self.shots.set(Vec::new());
        self.complaint.set(None);
        keys::focus("#capture-name");
    }

    /// Fills in what the badge says and nobody typed.
    fn take(self, badge: Badge) {
        let text = |field: usize| badge.get(&field).cloned().unwrap_or_default();
        let name = [text(FIRST_NAME), text(LAST_NAME)].join(" ");
        let contact = [EMAIL, MOBILE, PHONE].map(text).into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        for (field, said) in
            [(self.name, name.trim().to_owned()), (self.company, text(COMPANY)), (self.contact, contact)]
        {
            if field.with_untracked(String::is_empty) && !said.is_empty() {
                self.typed(field, said);
            }
        }
        self.badge.set(badge);
    }
}

/// The page.
#[component]
pub(crate) fn CapturePage() -> impl IntoView {
    let keeper = Keeper::take();
    let sheet = Sheet::open(keeper.edits);
    let me = expect_context::<Records>().me();
    let ready = awake();
    let keep = move || {
        let mut captured = sheet.captured();
        let taken = Taken::of(sheet);
        if captured.is_empty() && taken.shots.is_empty() {
            sheet.complaint.set(Some(sales::CAPTURE_EMPTY.get(keeper.lang()).to_owned()));
            keys::focus("#capture-name");
            return;
        }
        if captured.is_empty() {
            // The photo says who it is: that is written down later.
            sales::PHOTOGRAPHED.get(keeper.lang()).clone_into(&mut captured.company);
        }
        let scene = Scene {
            client: keeper.edits.new_id(),
            call: keeper.edits.new_id(),
            quote: keeper.edits.new_id(),
            person: me.get_untracked().map(|me| me.person.id),
            now: browser::now(),
        };
        let mut records = captured.records(&scene);
        let name = records.first().map(full_name).unwrap_or_default();
        let client = records.first().cloned();
        records.extend(client.iter().flat_map(|client| taken.shots.iter().map(|shot| shot.record(client))));
        // The next one may be typed while the disk writes; what it refuses comes back.
        sheet.clear();
        spawn_local(async move {
            let changes = records.into_iter().map(|record| (None, record)).collect();
            let pictures = taken.shots.iter().map(Shot::pictured).collect();
            match keeper.edits.with_pictures(changes, Act::Capture, pictures).await {
                Ok(act) => {
                    taken.let_go(sheet);
                    sheet.kept.try_update(|kept| {
                        kept.insert(0, Kept { id: scene.client, name, act: act.unwrap_or_default() });
                    });
                    for shot in &taken.shots {
                        shot.forget(keeper.edits).await;
                    }
                }
                Err(error) => {
                    taken.give_back(sheet);
                    if sheet.complaint.try_set(Some(form::not_saved(keeper.lang(), &error))).is_some() {
                        keeper.tell(Err(error), String::new());
                    }
                }
            }
        });
    };
    effect(move || {
        if ready.get() {
            keys::focus_soon("#capture-name".to_owned());
        }
    });
    view! {
        <Title text=t(sales::CAPTURE)/>
        <div class="page narrow capture">
            <header class="page-head"><h1>{t(sales::CAPTURE)}</h1><Events sheet/></header>
            <When is=ready>
                <Scan sheet keeper/>
                <form class="capture-form" novalidate autocomplete="off" on:submit=move |event| {
                    event.prevent_default();
                    keep();
                }>
                    <Line sheet field=sheet.name id="capture-name" label=sales::CAPTURE_NAME kind="text"/>
                    <Line sheet field=sheet.company id="capture-company" label=sales::CAPTURE_COMPANY kind="text"/>
                    <Line sheet field=sheet.contact id="capture-contact" label=sales::CAPTURE_CONTACT kind="email"/>
                    <Chips sheet/>
                    <Line sheet field=sheet.note id="capture-note" label=sales::CAPTURE_NOTE kind="text"/>
                    <Shots sheet keeper/>
                    <div role="alert">{move || sheet.complaint.get().map(|text| view! { <p class="problem"><Icon name="alert" small=true/> {text}</p> }.into_any())}</div>
                    <button type="submit" class="button main-one">{t(sales::KEEP)}</button>
                </form>
            </When>
            <Session sheet keeper/>
        </div>
    }
}

/// Photographs a card, or reads the code on a badge from a picture; a phone opens its camera.
#[component]
fn Scan(
    /// The form.
    sheet: Sheet,
    /// Speaks the person's language.
    keeper: Keeper,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let take = move |picture: Chosen| {
        busy.set(true);
        sheet.complaint.set(None);
        spawn_local(async move {
            let read = modules::read_code(&picture).await;
            busy.try_set(false);
            match read {
                Ok(said) => sheet.take(badge::read(&said)),
                Err(why) => {
                    let words = if why == NoCode::None { sales::NO_CODE } else { sales::NO_SCAN };
                    sheet.complaint.try_set(Some(words.get(keeper.lang()).to_owned()));
                }
            }
        });
    };
    let read = Memo::new(move |_| sheet.badge.with(Badge::len));
    view! {
        <div class="capture-scan">
            <Photograph sheet keeper/>
            <PictureButton label=sales::SCAN doing=sales::SCANNING busy camera=true take=Callback::new(take)/>
            <span class="fine" role="status">{move || (read.get() > 0).then(|| say(move |lang| sales::scanned(lang, read.get())).get())}</span>
        </div>
    }
}

#[component]
fn Line(
    /// The form.
    sheet: Sheet,
    /// Where the text is kept.
    field: RwSignal<String>,
    /// The input's id.
    id: &'static str,
    /// Its label.
    label: Words,
    /// Which keyboard a phone shows.
    kind: &'static str,
) -> impl IntoView {
    let capitals = if kind == "email" { "none" } else { "words" };
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <input class="input" id=id type="text" inputmode=kind autocapitalize=capitals autocomplete="off" maxlength="300"
                enterkeyhint="next" prop:value=move || field.get() on:input=typing(move |text| sheet.typed(field, text))/>
        </div>
    }
}

#[component]
fn Chips(
    /// The form.
    sheet: Sheet,
) -> impl IntoView {
    let chip = |label: Words, is_on: Signal<bool>, flip: Box<dyn FnMut()>| {
        view! {
            <button type="button" class="chip" aria-pressed=move || if is_on.get() { "true" } else { "false" } on:click=press(flip)>{t(label)}</button>
        }
        .into_any()
    };
    let mut chips: Vec<AnyView> = Vec::new();
    for warmth in WARMTHS {
        let is_on = whether(move || sheet.warmth.get() == warmth.key);
        let flip = move || sheet.warmth.update(|now| *now = if *now == warmth.key { "" } else { warmth.key });
        chips.push(chip(warmth.label, is_on, Box::new(flip)));
    }
    chips.push(chip(sales::QUOTE, sheet.quote.into(), Box::new(move || sheet.quote.update(|is| *is = !*is))));
    chips.push(chip(sales::CALL_BACK, sheet.call.into(), Box::new(move || sheet.call.update(|is| *is = !*is))));
    view! { <div class="capture-chips" role="group" aria-label=t(sales::CAPTURE)>{chips}</div> }
}

/// Where one is; this browser remembers it.
#[component]
fn Events(
    /// The form.
    sheet: Sheet,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let events = Memo::new(move |_| {
        let mut events = records.all(&EVENT).unwrap_or_default().to_vec();
        // The latest first.
        sorting::sort_by_key(&mut events, |shown| std::cmp::Reverse(search::sort_key(&shown.record)));
        events.iter().map(|shown| (shown.record.id, shown.record.name())).collect::<Vec<_>>()
    });
    let options = move || {
        let each = events.get().into_iter().map(|(id, name)| {
            view! { <option value=id.to_string() prop:selected=move || sheet.event.get() == Some(id)>{name}</option> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <label class="capture-event">
            <span class="fine">{t(sales::CAPTURE_EVENT)}</span>
            <select class="input" on:change=typing(move |id| sheet.at(Uuid::try_parse(&id).ok()))>
                <option value="" prop:selected=move || sheet.event.get().is_none()>{t(sales::NO_EVENT_NOW)}</option>
                {options}
            </select>
        </label>
    }
}

/// Who was captured since the page was opened.
#[component]
fn Session(
    /// The form.
    sheet: Sheet,
    /// Takes back.
    keeper: Keeper,
) -> impl IntoView {
    let take_back = move |taken: Uuid, act: u64| {
        spawn_local(async move {
            match keeper.edits.undo(act).await {
                Ok(_) => drop(sheet.kept.try_update(|kept| kept.retain(|other| other.id != taken))),
                Err(error) => drop(keeper.tell(Err(error), String::new())),
            }
        });
    };
    let lines = move || {
        let kept = sheet.kept.get();
        if kept.is_empty() {
            return view! { <p class="quiet">{t(sales::CAPTURE_HINT)}</p> }.into_any();
        }
        let count = kept.len();
        let each = kept.into_iter().map(|Kept { id, name, act }| {
            view! {
                <li>
                    <a href=format!("/clients/{id}")>{name}</a>
                    <button type="button" class="button plain" on:click=press(move || take_back(id, act))>{t(sales::UNDO)}</button>
                </li>
            }
            .into_any()
        });
        view! {
            <h2 class="part-title">{t(sales::CAPTURED_HERE)} " " <span class="numbers" data-count>{count}</span></h2>
            <ul class="lines">{each.collect::<Vec<_>>()}</ul>
        }
        .into_any()
    };
    view! { <section class="captured" aria-live="polite">{lines}</section> }
}
