//! While a new client is typed: whoever of the book looks like them. Never in the way, only beside it.

use domain::client::{COMPANY, EMAIL, FIRST_NAME, LAST_NAME, MOBILE, PHONE};
use domain::duplicates::{Reason, Traits};
use domain::fold::{fold, lower_case};
use domain::list::ListRow;
use domain::search::Query;
use domain::shapes::phone;
use leptos::prelude::*;

use super::Form;
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::texts::{duplicates as words, t};

/// So many are looked at, and so many told.
const LOOKED_AT: usize = 20;
const TOLD: usize = 3;

/// The hint.
#[component]
pub(super) fn Alike(
    /// The form of a new client.
    form: Form,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let alike = Memo::new(move |_| {
        let text = |field: usize| form.text(field).get().trim().to_owned();
        let [first, last, email, company] = [FIRST_NAME, LAST_NAME, EMAIL, COMPANY].map(text);
        let phones: Vec<String> =
            [PHONE, MOBILE].into_iter().filter_map(|field| phone::parse(&text(field)).ok()).collect();
        let typed = Traits {
            name: fold(&format!("{first} {last}")),
            company: fold(&company),
            email: lower_case(&email),
            phones,
            ..Traits::default()
        };
        let mut questions = typed.phones.clone();
        questions.extend(Some(email.clone()).filter(|email| email.contains('@') && email.len() > 5));
        questions.extend(Some(format!("{first} {last}")).filter(|_| !first.is_empty() && last.chars().count() > 1));
        let mut told: Vec<(ListRow, Reason)> = Vec::new();
        for question in questions {
            let query = Query { text: question.clone(), ..Query::default() };
            let Some(found) = records.find(&query) else { continue };
            for row in (0..found.len().min(LOOKED_AT)).filter_map(|place| found.row(place)) {
                let row = row.row;
                let known = traits(&row, &typed, &question);
                let fresh = told.iter().all(|(other, _)| other.id != row.id);
                if let Some(reason) = typed.alike(&known).filter(|_| fresh) {
                    told.push((row, reason));
                }
            }
        }
        told.truncate(TOLD);
        told
    });
    let each = move || {
        alike
            .get()
            .into_iter()
            .map(|(row, reason)| {
                let who = if row.company.is_empty() { row.name } else { format!("{} ({})", row.name, row.company) };
                view! {
                    <p>
                        {t(words::LOOKS_LIKE)} " " <strong>{who}</strong> ", " {t(reason.label())} " · "
                        <a href=format!("/clients/{}", row.id)>{t(words::OPEN)}</a>
                    </p>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div role="status">
            {move || alike.with(|alike| !alike.is_empty()).then(|| view! {
                <div class="notice" data-tone="warn"><Icon name="clients"/> <div>{each}</div></div>
            }.into_any())}
        </div>
    }
}

/// What the list knows of a record. It keeps neither the e-mail nor both phones: whoever is found by all of one has it.
fn traits(row: &ListRow, typed: &Traits, question: &str) -> Traits {
    let asked = |known: &str| known.eq_ignore_ascii_case(question);
    let email = Some(typed.email.clone()).filter(|email| asked(email)).unwrap_or_default();
    let phones = typed.phones.iter().filter(|phone| asked(phone)).cloned().collect();
    Traits { id: row.id, name: fold(&row.name), company: fold(&row.company), email, phones }
}
