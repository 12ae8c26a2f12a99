//! The input of a field that links to another record: one types a few letters and picks; arrow keys, Enter, Escape; all of
//! it from this device.

use domain::search::{Query, needles, search_key, sort_key};
use domain::shapes::phone;
use domain::sorting;
use domain::{Kind, Record, Shape};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::Form;
use crate::parts::act::{effect, typing};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{form as words, record, t};

/// So many are offered at a time; more letters find the others.
const OFFERED: usize = 8;

/// A record that may be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    id: Uuid,
    name: String,
    /// What tells it from others of the same name.
    more: String,
}

impl Offer {
    fn of(record: &Record) -> Self {
        let told = record.kind.found_by.iter().filter(|field| !record.kind.named_by.contains(field));
        let texts = told.map(|field| (record.kind.fields[*field].shape, record.text(*field)));
        let short = texts.filter(|(shape, text)| !text.is_empty() && !matches!(shape, Shape::Notes));
        let shown = short.map(|(shape, text)| match shape {
            Shape::Phone => phone::show(text),
            _ => text.to_owned(),
        });
        Self { id: record.id, name: record.name(), more: shown.take(2).collect::<Vec<_>>().join(" · ") }
    }
}

/// The records of a small kind with what they are found by, in the order of lists.
type Known = Vec<(String, Offer)>;

fn known(records: Records, kind: &'static Kind) -> Known {
    let all = records.all(kind).unwrap_or_default();
    let archived = kind.position("archived_at");
    let offered = all.iter().map(|shown| &shown.record);
    let offered = offered.filter(|record| archived.is_none_or(|field| record.get(field).is_none()));
    let mut sorted: Vec<_> = offered.map(|record| (sort_key(record), search_key(record), Offer::of(record))).collect();
    sorting::sort_by(&mut sorted, |one, other| one.0.cmp(&other.0));
    sorted.into_iter().map(|(_, key, offer)| (key, offer)).collect()
}

fn found(known: &Known, text: &str) -> Vec<Offer> {
    let needles = needles(text);
    let fits = |key: &str| needles.iter().all(|needle| key.contains(needle.as_str()));
    known.iter().filter(|(key, _)| fits(key)).take(OFFERED).map(|(_, offer)| offer.clone()).collect()
}

fn clients(records: Records, text: &str) -> Vec<Offer> {
    let found = records.find(&Query { text: text.to_owned(), ..Query::default() }).unwrap_or_default();
    let rows = (0..found.len().min(OFFERED)).filter_map(|place| found.row(place));
    rows.map(|shown| {
        let row = shown.row;
        let told = [row.company, row.city].into_iter().filter(|text| !text.is_empty());
        Offer { id: row.id, name: row.name, more: told.collect::<Vec<_>>().join(" · ") }
    })
    .collect()
}

/// What one types and picks. `Copy`.
#[derive(Clone, Copy)]
struct Combo {
    form: Form,
    position: usize,
    open: RwSignal<bool>,
    /// While somebody types; nothing while the name of what is linked stands there.
    typed: RwSignal<Option<String>>,
    offers: Memo<Vec<Offer>>,
    /// Which of the offers Enter picks.
    place: RwSignal<usize>,
}

impl Combo {
    fn new(form: Form, position: usize, kind: &'static Kind) -> Self {
        let records = expect_context::<Records>();
        let is_client = kind.name == domain::client::CLIENT.name;
        let (open, typed) = (RwSignal::new(false), RwSignal::new(None::<String>));
        let all = Memo::new(move |_| if open.get() && !is_client { known(records, kind) } else { Known::new() });
        let offers = Memo::new(move |_| {
            let text = typed.get().unwrap_or_default();
            match open.get() {
                true if is_client => clients(records, &text),
                true => all.with(|all| found(all, &text)),
                false => Vec::new(),
            }
        });
        let place = RwSignal::new(0);
        effect(move || {
            offers.track();
            place.set(0);
        });
        Self { form, position, open, typed, offers, place }
    }

    fn close(self) {
        self.typed.set(None);
        self.open.set(false);
    }

    fn pick(self, offer: &Offer) {
        self.form.typed(self.position, offer.id.to_string());
        self.close();
    }

    /// An emptied input empties the link; letters that nobody picked by change nothing.
    fn leave(self) {
        if self.typed.with_untracked(|typed| typed.as_ref().is_some_and(|text| text.trim().is_empty())) {
            self.form.typed(self.position, String::new());
        }
        self.close();
    }

    fn on_key(self, event: &KeyboardEvent) {
        let (open, place) = (self.open.get_untracked(), self.place);
        let count = self.offers.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if !open => self.open.set(true),
            "ArrowDown" if count > 0 => place.update(|place| *place = (*place + 1) % count),
            "ArrowUp" if open && count > 0 => place.update(|place| *place = (*place + count - 1) % count),
            "Enter" if open && !event.ctrl_key() && !event.meta_key() => {
                let offer = self.offers.with_untracked(|offers| offers.get(place.get_untracked()).cloned());
                if let Some(offer) = offer {
                    self.pick(&offer);
                }
            }
            "Escape" if open => self.close(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The input.
#[component]
pub(crate) fn LinkInput(
    /// The form.
    form: Form,
    /// The field's position.
    position: usize,
    /// The kind it links to.
    kind: &'static Kind,
    /// The input's id, for its label.
    id: String,
    /// The id of what describes a problem, while there is one.
    described: Signal<Option<String>>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let combo = Combo::new(form, position, kind);
    let Combo { open, typed, offers, place, .. } = combo;
    let name = move || {
        let id = Uuid::try_parse(&form.text(position).get()).ok()?;
        Some(names.linked(kind, id).unwrap_or_else(|| record::ELSEWHERE.get(form.lang()).to_owned()))
    };
    let value = move || typed.get().unwrap_or_else(|| name().unwrap_or_default());
    let list_id = format!("{id}-list");
    let active = {
        let list_id = list_id.clone();
        move || (open.get() && offers.with(|offers| !offers.is_empty())).then(|| format!("{list_id}-{}", place.get()))
    };
    let required = if form.kind.fields[position].required { "true" } else { "false" };
    view! {
        <div class="combo">
            <input class="input" id=id type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength="200"
                aria-autocomplete="list" aria-controls=list_id.clone() aria-activedescendant=active
                aria-expanded=move || if open.get() { "true" } else { "false" } aria-required=required
                aria-invalid=move || if described.with(Option::is_some) { "true" } else { "false" }
                aria-describedby=move || described.get() placeholder=t(words::SEARCH_RECORD)
                prop:value=value on:keydown=move |event| combo.on_key(&event) on:blur=move |_| combo.leave()
                on:focus=move |_| open.set(true) on:click=move |_| open.set(true)
                on:input=typing(move |text| {
                    typed.set(Some(text));
                    open.set(true);
                })
            />
            <Icon name="search" small=true/>
            <Offers combo list_id/>
        </div>
    }
}

/// The list below the input.
#[component]
fn Offers(
    /// What is typed and picked.
    combo: Combo,
    /// The list's id; its options' follow from it.
    list_id: String,
) -> impl IntoView {
    let id = list_id.clone();
    let options = move || {
        let offers = combo.offers.get();
        if offers.is_empty() {
            return view! { <li class="nothing">{t(words::NO_MATCH)}</li> }.into_any();
        }
        let each = offers.into_iter().enumerate().map(|(at, offer)| {
            let Offer { name, more, .. } = offer.clone();
            view! {
                <li id=format!("{list_id}-{at}") role="option"
                    aria-selected=move || if combo.place.get() == at { "true" } else { "false" }
                    on:mousedown=move |event| {
                        // Before the input loses the focus.
                        event.prevent_default();
                        combo.pick(&offer);
                    }>
                    <span>{name}</span>
                    <span class="fine">{more}</span>
                </li>
            }
            .into_any()
        });
        each.collect::<Vec<_>>().into_any()
    };
    view! { <ul id=id role="listbox" hidden=move || !combo.open.get()>{options}</ul> }
}

#[cfg(test)]
mod tests {
    use domain::Value;
    use domain::account::{ACCOUNT, CITY, NAME};

    use super::*;

    #[test]
    fn a_record_is_found_by_any_of_its_words_and_told_from_its_namesakes() {
        let mut record = Record::new(&ACCOUNT, Uuid::from_u128(1));
        record.set(NAME, Some(Value::from("Établissements Roche")));
        record.set(CITY, Some(Value::from("Lyon")));
        let known = vec![(search_key(&record), Offer::of(&record))];
        assert_eq!(found(&known, "roche etab").len(), 1);
        assert_eq!(found(&known, "")[0].more, "Lyon");
        assert!(found(&known, "paris").is_empty());
    }
}
