//! Two records side by side, field by field, and the act that makes them one.

use std::collections::HashMap;

use domain::client::CLIENT;
use domain::duplicates::{Group, merged, proposed};
use domain::{KINDS, Kind, Record, Shape, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::Found;
use crate::edits::{Edits, Written};
use crate::parts::act::press;
use crate::parts::browser;
use crate::parts::diff::{namer, show};
use crate::parts::names::Names;
use crate::parts::toast::Toasts;
use crate::records::{Records, ShownRecord};
use crate::texts::{duplicates as words, form, language, t};

/// From which record each field is taken, where the person said so.
type Chosen = RwSignal<HashMap<usize, usize>>;

/// The comparison.
#[component]
pub(super) fn Merge(
    /// The search it comes from.
    found: Found,
    /// Who is compared.
    group: Group,
    /// Closes it.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let shown = RwSignal::new(Vec::<ShownRecord>::new());
    let chosen: Chosen = RwSignal::new(HashMap::new());
    let ids = group.ids.clone();
    spawn_local(async move {
        let mut all = Vec::new();
        for id in ids {
            all.extend(records.show_kind(&CLIENT, id).await);
        }
        shown.try_set(all);
    });
    let merger = Merger { records, edits: expect_context(), toasts: expect_context(), found, lang: language() };
    let group = StoredValue::new(group);
    let merge = move || {
        let (shown, chosen) = (shown.get_untracked(), chosen.get_untracked());
        merger.merge(group.get_value(), shown, chosen);
    };
    let fields = move || {
        let all: Vec<Record> = shown.with(|shown| shown.iter().map(|shown| shown.record.clone()).collect());
        let differs = |position: &usize| all.iter().any(|record| record.get(*position) != all[0].get(*position));
        let asked = CLIENT.visible().filter(|(_, field)| !matches!(field.shape, Shape::Tags | Shape::Notes));
        let asked: Vec<usize> = asked.map(|(position, _)| position).filter(differs).collect();
        let proposals = asked.iter().map(|&position| (position, proposed(&all, position)));
        let proposals: Vec<_> = proposals.collect();
        let values = |position: usize| all.iter().map(|record| record.get(position).cloned()).collect::<Vec<_>>();
        let choice = |(position, first): (usize, usize)| {
            view! { <Choice position first values=values(position) chosen group=group.with_value(|group| group.ids[0])/> }.into_any()
        };
        proposals.into_iter().map(choice).collect::<Vec<_>>()
    };
    view! {
        <div class="merge">
            <p class="hint">{t(words::MERGE_HINT)}</p>
            {fields}
            <p class="fine">{t(words::SAME)}</p>
            <div class="buttons">
                <button type="button" class="button main-one" disabled=move || shown.with(|shown| shown.len() < 2) on:click=press(merge)>{t(words::MERGE)}</button>
                <button type="button" class="button" on:click=press(move || close.run(()))>{t(words::BACK)}</button>
            </div>
        </div>
    }
}

/// One field that differs.
#[component]
fn Choice(
    /// Which field.
    position: usize,
    /// The record it is taken from at first.
    first: usize,
    /// What each record has.
    values: Vec<Option<Value>>,
    /// What the person chose.
    chosen: Chosen,
    /// Tells the groups of buttons of several comparisons apart.
    group: Uuid,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let field = &CLIENT.fields[position];
    let options = values.into_iter().enumerate().map(|(place, value)| {
        let text = move || match &value {
            Some(value) => show(field, value, language.get(), &namer(names)),
            None => words::EMPTY.get(language.get()).to_owned(),
        };
        let is_on = move || chosen.with(|chosen| chosen.get(&position).copied().unwrap_or(first) == place);
        let pick = move |_| {
            chosen.update(|chosen| {
                chosen.insert(position, place);
            });
        };
        view! {
            <label>
                <input type="radio" name=format!("merge-{group}-{position}") prop:checked=is_on on:change=pick/>
                <span>{text}</span>
            </label>
        }
        .into_any()
    });
    view! {
        <fieldset class="merge-field">
            <legend>{t(field.label)}</legend>
            {options.collect::<Vec<_>>()}
        </fieldset>
    }
}

/// What merging needs. `Copy`.
#[derive(Clone, Copy)]
struct Merger {
    records: Records,
    edits: Edits,
    toasts: Toasts,
    found: Found,
    lang: Signal<domain::Lang>,
}

impl Merger {
    /// One act: the first record takes what was chosen and everything that hung on the others, which are deleted.
    fn merge(self, group: Group, shown: Vec<ShownRecord>, chosen: HashMap<usize, usize>) {
        let lang = self.lang.get_untracked();
        let Self { edits, toasts, found, .. } = self;
        spawn_local(async move {
            let all: Vec<Record> = shown.iter().map(|shown| shown.record.clone()).collect();
            let Some(one) = merged(&all, &|field| chosen.get(&field).copied()) else { return };
            let gone: Vec<Uuid> = all.iter().skip(1).map(|record| record.id).collect();
            let mut written = self.children(&gone, one.id).await;
            let mut after = vec![one];
            after.extend(all.into_iter().skip(1).map(|mut record| {
                record.set(CLIENT.deleted_at, Some(Value::Number(browser::now())));
                record
            }));
            written.extend(shown.into_iter().map(Some).zip(after));
            match edits.together(written, Act::Merge).await {
                Ok(Some(n)) => {
                    found.forget(&group);
                    let undo = Callback::new(move |()| {
                        spawn_local(async move {
                            match edits.undo(n).await {
                                Ok(_) => {
                                    toasts.say(words::UNDONE.get(lang));
                                    found.search();
                                }
                                Err(error) => toasts.say(form::not_saved(lang, &error)),
                            }
                        });
                    });
                    toasts.offer_undo(words::MERGED.get(lang), undo);
                }
                Ok(None) => {}
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    /// Everything that links to one of `gone`, linked to `kept`.
    async fn children(self, gone: &[Uuid], kept: Uuid) -> Vec<Written> {
        let mut written: Vec<Written> = Vec::new();
        for kind in KINDS.iter().filter(|kind| kind.name != CLIENT.name) {
            for field in links(kind) {
                let Some(all) = self.records.whole(kind).await else { continue };
                for child in gone.iter().flat_map(|id| all.linked(field, *id)) {
                    let mut after = child.record.clone();
                    after.set(field, Some(Value::from(kept.to_string())));
                    written.push((Some((*child).clone()), after));
                }
            }
        }
        written
    }
}

/// The fields of a kind that link to a client.
fn links(kind: &'static Kind) -> impl Iterator<Item = usize> {
    let fields = kind.fields.iter().enumerate();
    fields
        .filter(|(_, field)| matches!(field.shape, Shape::Link(name) if name == CLIENT.name))
        .map(|(position, _)| position)
}
