//! The facts of a record, section by section, each value as one uses it: a number to call, an address to write to.

use std::collections::HashSet;

use domain::tag::{self, TAG};
use domain::{Field, Record, Section, Shape, Value, prospect};
use leptos::prelude::*;

use super::badge::Badge;
use super::diff::{namer, show};
use super::names::Names;
use crate::pages::clients::PATH;
use crate::pages::sales::kinds::records_of;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, record, t};

const SECTIONS: [Section; 7] = [
    Section::Main,
    Section::Personal,
    Section::Professional,
    Section::Address,
    Section::Social,
    Section::Crm,
    Section::Sales,
];

/// Every filled-in field but those the page's head already tells (`but`).
#[component]
pub(crate) fn Facts(
    /// The record.
    shown: ShownRecord,
    /// Positions of fields told elsewhere on the page.
    but: &'static [usize],
) -> impl IntoView {
    let local = local_fields(&shown);
    let record = shown.record;
    let sections: Vec<_> = SECTIONS
        .into_iter()
        .filter_map(|section| {
            let rows: Vec<_> = facts_of(&record, section, but)
                .map(|(field, value)| {
                    let is_local = local.contains(field.name).then_some("");
                    view! {
                        <div class="fact" data-local=is_local>
                            <dt>{t(field.label)}</dt>
                            <dd><Fact field value=value.clone()/></dd>
                        </div>
                    }
                })
                .collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <section>
                        <h2>{t(record::section(section))}</h2>
                        <dl>{rows}</dl>
                    </section>
                }
                .into_any()
            })
        })
        .collect();
    if sections.is_empty() {
        return view! { <p class="quiet">{t(record::NOTHING_YET)}</p> }.into_any();
    }
    sections.into_any()
}

fn facts_of<'record>(
    record: &'record Record,
    section: Section,
    but: &'static [usize],
) -> impl Iterator<Item = (&'static Field, &'record Value)> {
    record
        .kind
        .visible()
        .filter(move |(position, field)| field.section == section && !but.contains(position))
        .filter(|(position, _)| !prospect::is_past(record, *position))
        .filter_map(|(position, field)| Some((field, record.get(position)?)))
}

/// The names of the fields that carry changes only this device knows.
fn local_fields(shown: &ShownRecord) -> HashSet<String> {
    let changes = shown.pending.iter().flat_map(|mutation| &mutation.changes);
    let mine = changes.filter(|change| change.record == shown.record.id);
    mine.flat_map(|change| change.edits.iter().map(|edit| edit.field.clone())).collect()
}

/// One value, as one uses it.
#[component]
fn Fact(
    /// The field.
    field: &'static Field,
    /// Its value.
    value: Value,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let raw = value.as_text().unwrap_or_default().to_owned();
    let text = move || show(field, &value, language.get(), &namer(names));
    match field.shape {
        Shape::Phone => view! { <a class="numbers" href=format!("tel:{raw}")>{text}</a> }.into_any(),
        Shape::Email => view! { <a href=format!("mailto:{raw}")>{text}</a> }.into_any(),
        Shape::Url => view! { <a href=raw target="_blank" rel="noopener noreferrer">{text}</a> }.into_any(),
        Shape::Link(kind) => {
            let path = domain::kind(kind).and_then(records_of).unwrap_or(PATH);
            view! { <a href=format!("{path}/{raw}")>{text}</a> }.into_any()
        }
        Shape::Choice(choices) if field.name == "status" => view! { <Badge choices key=raw/> }.into_any(),
        Shape::Tags => {
            let records = expect_context::<Records>();
            let tag = |tag: &str| {
                let name = tag.to_owned();
                let colour = move || colour_of(records, &name);
                view! { <li class="tag" data-colour=colour>{tag.to_owned()}</li> }.into_any()
            };
            let tags: Vec<_> = raw.lines().map(tag).collect();
            view! { <ul class="tags">{tags}</ul> }.into_any()
        }
        _ => text.into_any(),
    }
}

/// The colour somebody gave a tag.
pub(crate) fn colour_of(records: Records, tag: &str) -> Option<String> {
    let all = records.all(&TAG)?;
    let known = all.iter().find(|shown| shown.record.text(tag::NAME) == tag)?;
    Some(known.record.text(tag::COLOUR).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::{CITY, CLIENT, CONFLICTS, EMAIL};
    use uuid::Uuid;

    #[test]
    fn empty_fields_and_those_of_programs_are_not_facts() {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        record.set(CITY, Some(Value::from("Lyon")));
        record.set(EMAIL, Some(Value::from("a@b.fr")));
        record.set(CONFLICTS, Some(Value::from("[]")));
        let told = |section| facts_of(&record, section, &[EMAIL]).map(|(field, _)| field.name).collect::<Vec<_>>();
        assert_eq!(told(Section::Address), ["city"]);
        assert!(told(Section::Personal).is_empty());
        assert!(SECTIONS.into_iter().flat_map(told).count() == 1);
    }
}
