//! The form of a kind: every field of it, sections that fold, problems beside their fields, a draft that survives.

mod alike;
mod field;
mod link;
mod sheet;
mod tags;

use std::time::Duration;

use domain::client::CLIENT;
use domain::{Kind, Lang, Problem, Record, Section};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use sync::Act;

use self::alike::Alike;
use self::field::FormField;
use self::sheet::{Kept, Sheet};
use super::diff::{namer, show};
use super::icon::Icon;
use super::keys::{self, on_key};
use super::names::Names;
use super::notice::Notice;
use super::toast::Toasts;
use crate::edits::{Edits, SaveError};
use crate::parts::act::{When, effect, press};
use crate::records::ShownRecord;
use crate::settings::Settings;
use crate::texts::{form, language, record, say, t};

const SECTIONS: [Section; 7] = [
    Section::Main,
    Section::Personal,
    Section::Crm,
    Section::Sales,
    Section::Professional,
    Section::Address,
    Section::Social,
];

/// How long saving may take before the person reads that it is under way. It takes a few milliseconds: said at once, it
/// would flicker.
const PATIENCE: Duration = Duration::from_millis(200);

/// What a form writes into: a new record, or one that exists.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A new record, with the values it begins with.
    New(Record),
    /// A record as the person saw it.
    Existing(ShownRecord),
}

/// What the parts of one form share. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    kind: &'static Kind,
    /// One text per field, as typed.
    texts: StoredValue<Vec<RwSignal<String>>>,
    sheet: StoredValue<Sheet>,
    problems: RwSignal<Vec<Problem>>,
    draft_key: StoredValue<String>,
    settings: Settings,
}

impl Form {
    fn open(target: &Target, draft_key: String) -> (Self, bool) {
        let lang = language().get_untracked();
        let settings = expect_context::<Settings>();
        let mut sheet = match target {
            Target::New(record) => Sheet::open(&ShownRecord::of_server(record.clone(), 0), lang),
            Target::Existing(shown) => Sheet::open(shown, lang),
        };
        let kept = settings.draft::<Kept>(&draft_key);
        let restored = kept.is_some_and(|kept| sheet.restore(kept));
        let texts = sheet.texts.iter().cloned().map(RwSignal::new).collect();
        let form = Self {
            kind: sheet.kind(),
            texts: StoredValue::new(texts),
            sheet: StoredValue::new(sheet),
            problems: RwSignal::new(Vec::new()),
            draft_key: StoredValue::new(draft_key),
            settings,
        };
        (form, restored)
    }

    /// The text of a field.
    pub(crate) fn text(self, position: usize) -> RwSignal<String> {
        self.texts.with_value(|texts| texts[position])
    }

    /// The person typed: keeps the draft, and takes back what was said about the field.
    pub(crate) fn typed(self, position: usize, text: String) {
        self.text(position).set(text.clone());
        self.sheet.update_value(|sheet| sheet.texts[position] = text);
        let name = self.kind.fields[position].name;
        if self.problems.with_untracked(|problems| problems.iter().any(|problem| problem.field.name == name)) {
            self.problems.update(|problems| problems.retain(|problem| problem.field.name != name));
        }
        let key = self.draft_key.get_value();
        match self.sheet.with_value(Sheet::kept) {
            // Where the browser refuses, the text still stands in the form, and saving will say so.
            Some(kept) => drop(self.settings.keep_draft(&key, &kept)),
            None => self.settings.drop_draft(&key),
        }
    }

    /// The language in force.
    fn lang(self) -> Lang {
        self.settings.language().get()
    }

    /// What is wrong with a field, if anything.
    pub(crate) fn problem(self, position: usize) -> Option<Problem> {
        let name = self.kind.fields[position].name;
        self.problems.with(|problems| problems.iter().find(|problem| problem.field.name == name).cloned())
    }

    fn has_problem(self, section: Section) -> bool {
        self.problems.with(|problems| problems.iter().any(|problem| problem.field.section == section))
    }

    fn drop_draft(self) {
        self.settings.drop_draft(&self.draft_key.get_value());
    }
}

/// The form. `back` is where Escape leads; after saving, `path/<id>` is shown.
#[component]
pub(crate) fn RecordForm(
    /// What it writes into.
    target: Target,
    /// Under which key its draft is kept.
    draft_key: String,
    /// Where the records of this kind live.
    path: &'static str,
    /// Where Escape leads.
    back: String,
) -> impl IntoView {
    let is_new = matches!(target, Target::New(_));
    let (form, restored) = Form::open(&target, draft_key);
    let (restored, set_restored) = signal(restored);
    let back = StoredValue::new(back);
    let navigate = use_navigate();
    on_key({
        let navigate = navigate.clone();
        move |key| {
            if key == "Escape" {
                navigate(&back.get_value(), NavigateOptions::default());
            }
            key == "Escape"
        }
    });
    let saver = Saver::new(form, target, path);
    let by_keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            saver.save();
        }
    };
    let give_up = move || {
        form.drop_draft();
        navigate(&back.get_value(), NavigateOptions::default());
    };
    let start_over = move || {
        form.sheet.update_value(Sheet::start_over);
        let texts = form.sheet.with_value(|sheet| sheet.texts.clone());
        for (position, text) in texts.into_iter().enumerate() {
            form.text(position).set(text);
        }
        form.drop_draft();
        set_restored.set(false);
    };
    if is_new {
        effect(move || keys::focus_soon(".record-form input".to_owned()));
    }
    view! {
        <form
            class="record-form" novalidate autocomplete="off" on:keydown=by_keys
            on:submit=move |event| {
                event.prevent_default();
                saver.save();
            }
        >
            <When is=restored>
                <Notice icon="pen">
                    <span>{t(form::DRAFT_BACK)}</span>
                    <div class="buttons">
                        <button type="button" class="button" on:click=press(start_over)>{t(form::START_OVER)}</button>
                    </div>
                </Notice>
            </When>
            {(is_new && form.kind.name == CLIENT.name).then(|| view! { <Alike form/> }.into_any())}
            {SECTIONS.into_iter().map(|section| view! { <Fold form section is_new/> }.into_any()).collect::<Vec<_>>()}
            <div class="save-bar">
                <Complaint form error=saver.error/>
                <button type="submit" class="button main-one" aria-busy=move || saver.slow.get().then_some("true")>
                    {move || if saver.slow.get() { t(form::SAVING)() } else { t(form::SAVE)() }}
                </button>
                <button type="button" class="button plain" on:click=press(give_up)>{t(form::CANCEL)}</button>
                <span class="hint">{t(form::KEYS)}</span>
            </div>
        </form>
    }
}

/// What stands in the way of saving, beside the button.
#[component]
fn Complaint(
    /// The form.
    form: Form,
    /// What the device said.
    error: RwSignal<Option<SaveError>>,
) -> impl IntoView {
    let language = language();
    let text = move || {
        let count = form.problems.with(Vec::len);
        match error.get() {
            Some(error) => Some(form::not_saved(language.get(), &error)),
            None => (count > 0).then(|| form::problems(language.get(), count)),
        }
    };
    view! {
        <div role="alert">
            {move || text().map(|text| view! { <p class="problem"><Icon name="alert" small=true/> {text}</p> }.into_any())}
        </div>
    }
}

/// One section: folded away when there is nothing in it yet, opened by itself when something in it is wrong.
#[component]
fn Fold(
    /// The form.
    form: Form,
    /// Which section.
    section: Section,
    /// Whether the record is new: it then opens on what it asks first.
    is_new: bool,
) -> impl IntoView {
    let fields: Vec<_> = form.kind.visible().filter(|(_, field)| field.section == section).collect();
    if fields.is_empty() {
        return ().into_any();
    }
    let is_filled = fields.iter().any(|(position, _)| form.text(*position).with_untracked(|text| !text.is_empty()));
    let asks = fields.iter().any(|(_, field)| field.required);
    let open = RwSignal::new(
        asks || (is_filled && !is_new) || (is_new && keys::is_desk() && section == Section::Professional),
    );
    effect(move || {
        if form.has_problem(section) {
            open.set(true);
        }
    });
    let names = expect_context::<Names>();
    let positions: Vec<usize> = fields.iter().map(|(position, _)| *position).collect();
    let gist = say(move |lang| {
        let texts = positions.iter().filter_map(|position| {
            let field = &form.kind.fields[*position];
            let value = form.text(*position).with(|text| field.parse(text)).ok()??;
            (!matches!(field.shape, domain::Shape::Person)).then(|| show(field, &value, lang, &namer(names)))
        });
        texts.take(3).collect::<Vec<_>>().join(", ")
    });
    view! {
        <details
            class="fold" data-problem=move || form.has_problem(section).then_some("") prop:open=move || open.get()
            on:toggle:target=move |event| open.set(event.target().has_attribute("open"))
        >
            <summary>
                <h2>{t(record::section(section))}</h2>
                <span class="fine">{move || if open.get() { String::new() } else { gist.get() }}</span>
                <span class="turns"><Icon name="forward"/></span>
            </summary>
            <div class="fields">
                {fields.into_iter().map(|(position, field)| view! { <FormField form position field/> }.into_any()).collect::<Vec<_>>()}
            </div>
        </details>
    }
    .into_any()
}

/// Leads to an address.
type Go = Box<dyn Fn(&str)>;

/// Saving: checks, keeps on this device, then shows the record. `Copy`.
#[derive(Clone, Copy)]
struct Saver {
    form: Form,
    target: StoredValue<Target>,
    path: &'static str,
    edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
    /// Whether an act is on its way to the disk: a second press then does nothing. Not a signal, because drawing it would
    /// hold up the act that it tells of.
    busy: StoredValue<bool>,
    /// Whether that takes so long that the person is told.
    slow: RwSignal<bool>,
    error: RwSignal<Option<SaveError>>,
    go: StoredValue<Go, LocalStorage>,
}

impl Saver {
    fn new(form: Form, target: Target, path: &'static str) -> Self {
        let navigate = use_navigate();
        let go: Go =
            Box::new(move |address| navigate(address, NavigateOptions { replace: true, ..NavigateOptions::default() }));
        Self {
            form,
            target: StoredValue::new(target),
            path,
            edits: expect_context(),
            toasts: expect_context(),
            language: language(),
            busy: StoredValue::new(false),
            slow: RwSignal::new(false),
            error: RwSignal::new(None),
            go: StoredValue::new_local(go),
        }
    }

    fn save(self) {
        if self.busy.get_value() {
            return;
        }
        match self.form.sheet.with_value(field::checked) {
            Ok(after) => self.keep(after),
            Err(problems) => {
                self.form.problems.set(problems);
                // The sections open first, then the first of them takes the focus.
                keys::focus_soon("[aria-invalid=true]".to_owned());
            }
        }
    }

    fn keep(self, after: Record) {
        let Self { form, edits, toasts, .. } = self;
        let lang = self.language.get_untracked();
        self.busy.set_value(true);
        let patience = set_timeout_with_handle(
            move || {
                self.slow.try_set(true);
            },
            PATIENCE,
        )
        .ok();
        // All that the act needs is taken along: the person may have left the form before the device answers.
        let is_new = self.target.with_value(|target| matches!(target, Target::New(_)));
        let before = form.sheet.with_value(|sheet| sheet.before.clone());
        let (draft_key, address) = (form.draft_key.get_value(), format!("{}/{}", self.path, after.id));
        spawn_local(async move {
            let kept = if is_new { edits.create(after).await } else { edits.edit(&before, after, Act::Edit).await };
            self.busy.try_set_value(false);
            if let Some(patience) = patience {
                patience.clear();
            }
            self.slow.try_set(false);
            match kept {
                Ok(act) => {
                    form.settings.drop_draft(&draft_key);
                    tell(toasts, edits, lang, act);
                    self.go.try_with_value(|go| go(&address));
                }
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }
}

/// Says that it is kept, and offers the way back.
fn tell(toasts: Toasts, edits: Edits, lang: Lang, act: Option<u64>) {
    let Some(n) = act else {
        toasts.say(form::UNCHANGED.get(lang));
        return;
    };
    let undo = Callback::new(move |()| {
        spawn_local(async move {
            if let Err(error) = edits.undo(n).await {
                toasts.say(form::not_saved(lang, &error));
            }
        });
    });
    toasts.offer_undo(form::SAVED.get(lang), undo);
}
