//! Files of what a list shows or of what is chosen in it (G16), made on the device: no network is needed.

use domain::client::CLIENT;
use domain::csv::write::{self, Format};
use domain::{Lang, Person, Record, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::acts::Acts;
use super::panel::{Pick, worded};
use crate::parts::browser;
use crate::records::Records;
use crate::texts::{language, list};

/// A form of file; one more is one more line of [`FORMS`].
pub(crate) struct FileForm {
    label: Words,
    hint: Words,
    write: WriteFile,
}

/// Makes a file of clients, named after a day: its name, its type and its text.
type WriteFile = fn(&[Record], &str, Lang, &[Person]) -> (String, &'static str, String);

static FORMS: &[FileForm] = &[
    FileForm {
        label: list::EXCEL,
        hint: list::EXCEL_HINT,
        write: |records, day, lang, people| csv(records, day, lang, people, Format::Excel),
    },
    FileForm {
        label: list::STANDARD,
        hint: list::STANDARD_HINT,
        write: |records, day, lang, people| csv(records, day, lang, people, Format::Standard),
    },
];

fn csv(records: &[Record], day: &str, lang: Lang, people: &[Person], format: Format) -> (String, &'static str, String) {
    let mut email = |id: Uuid| people.iter().find(|person| person.id == id).map(|person| person.email.clone());
    let bytes = write::write(&CLIENT, records, format, lang, &mut email);
    // OK because what is written is made of texts.
    let text = String::from_utf8(bytes).unwrap_or_default();
    (write::file_name(&CLIENT, day, "csv"), "text/csv;charset=utf-8", text)
}

/// The ways to take clients along.
#[component]
pub(crate) fn Exports(
    /// Which clients, in their order.
    ids: Vec<Uuid>,
    /// Does what is asked, and says how it went.
    acts: Acts,
    /// Called when one was taken.
    done: Callback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let language = language();
    let ids = StoredValue::new(ids);
    let save = move |form: &'static FileForm| {
        done.run(());
        let ids = ids.get_value();
        spawn_local(async move {
            acts.progress.set(Some((0, ids.len())));
            let read = records.several(&CLIENT, &ids).await;
            acts.progress.set(None);
            let Some(read) = read else { return acts.say(|lang| list::NOT_READ.get(lang).to_owned()) };
            let read: Vec<Record> = read.into_iter().map(|shown| shown.record).collect();
            let day = domain::time::day(browser::now());
            let people = records.people().get_untracked();
            let (name, mime, text) = (form.write)(&read, &day, language.get_untracked(), &people);
            browser::download(&name, mime, &text);
        });
    };
    let copy = move || {
        done.run(());
        let rows = ids.with_value(|ids| ids.iter().filter_map(|id| records.client(*id)).collect::<Vec<_>>());
        let mut emails: Vec<String> = rows.into_iter().map(|row| row.email).filter(|email| !email.is_empty()).collect();
        emails.sort_unstable();
        emails.dedup();
        let count = emails.len();
        spawn_local(async move {
            let copied = browser::copy(emails.join("; ")).await;
            acts.say(|lang| if copied { list::copied(lang, count) } else { list::NOT_COPIED.get(lang).to_owned() });
        });
    };
    view! {
        <div class="options">
            {FORMS.iter().map(|form| view! {
                <Pick icon="download" label=worded(form.label) hint=form.hint act=Callback::new(move |()| save(form))/>
            }).collect::<Vec<_>>()}
            <Pick icon="copy" label=worded(list::COPY_EMAILS) hint=list::COPY_EMAILS_HINT act=Callback::new(move |()| copy())/>
        </div>
    }
}
