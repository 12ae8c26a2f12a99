//! Files of what a list shows or of what is chosen in it (G16), made on the device: no network is needed.

use domain::client::CLIENT;
use domain::csv::write::{self, Format};
use domain::sorting;
use domain::{Lang, Person, Record, Shape, Words, csv, vcard};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sheets::Sheet;
use uuid::Uuid;

use super::ListState;
use super::panel::{Pick, worded};
use crate::all::All;
use crate::parts::act::{When, whether};
use crate::parts::{browser, modules, taken_out};
use crate::records::{Found, Records};
use crate::texts::{language, list, places, t};

/// A form of file; one more is one more line of [`FORMS`].
struct FileForm {
    label: Words,
    hint: Words,
    form: Form,
}

/// How a file is written.
#[derive(Clone, Copy)]
enum Form {
    Book,
    Csv(Format),
    Cards,
}

static FORMS: &[FileForm] = &[
    FileForm { label: list::BOOK, hint: list::BOOK_HINT, form: Form::Book },
    FileForm { label: list::EXCEL, hint: list::EXCEL_HINT, form: Form::Csv(Format::Excel) },
    FileForm { label: list::STANDARD, hint: list::STANDARD_HINT, form: Form::Csv(Format::Standard) },
    FileForm { label: list::CARDS, hint: list::CARDS_HINT, form: Form::Cards },
];

impl Form {
    /// How the name of its file ends, and its type.
    const fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Book => modules::BOOK,
            Self::Csv(_) => ("csv", "text/csv;charset=utf-8"),
            Self::Cards => ("vcf", "text/vcard;charset=utf-8"),
        }
    }

    /// The file of these clients, who are looked after by these people and may link to these records; nothing while the
    /// module that writes it cannot be loaded.
    async fn write(self, records: &[Record], lang: Lang, people: &[Person], linked: &[All]) -> Option<Vec<u8>> {
        let mut name = |shape: Shape, id: Uuid| match shape {
            Shape::Link(_) => linked.iter().find_map(|all| all.get(id)).map(|shown| shown.record.name()),
            _ => people.iter().find(|person| person.id == id).map(|person| person.email.clone()),
        };
        match self {
            Self::Csv(format) => Some(write::write(&CLIENT, records, format, lang, &mut name)),
            Self::Cards => Some(vcard::write(records).into_bytes()),
            Self::Book => {
                let headings = csv::headings(&CLIENT, lang).map(str::to_owned).collect();
                let rows = records.iter().map(|record| csv::cells(&CLIENT, record, lang, &mut name)).collect();
                modules::write_book(&Sheet { name: places::CLIENTS.get(lang).to_owned(), headings, rows }).await
            }
        }
    }
}

/// The ways to take clients along.
#[component]
pub(crate) fn Exports(
    /// Which clients, in their order; nothing for all that the list finds, once the book is on this device.
    ids: Option<Vec<Uuid>>,
    /// The list.
    state: ListState,
    /// Called when one was taken.
    done: Callback<()>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let language = language();
    let acts = state.acts;
    let is_here = ids.is_some();
    let ids = StoredValue::new(ids);
    let wanted = move || {
        let found = || state.found.with_untracked(|found| found.as_ref().map(Found::ids));
        ids.get_value().or_else(found).unwrap_or_default()
    };
    let save = move |form: Form| {
        done.run(());
        let ids = wanted();
        spawn_local(async move {
            acts.progress.set(Some((0, ids.len())));
            let read = records.several(&CLIENT, &ids).await;
            // Cards name no account.
            let linked = CLIENT.links().filter(|_| !matches!(form, Form::Cards));
            let linked = records.wholes(linked).await;
            acts.progress.set(None);
            let (Some(read), Some(linked)) = (read, linked) else {
                return acts.say(|lang| list::NOT_READ.get(lang).to_owned());
            };
            let read: Vec<Record> = read.into_iter().map(|shown| shown.record).collect();
            let people = records.people().get_untracked();
            let Some(bytes) = form.write(&read, language.get_untracked(), &people, &linked).await else {
                return acts.say(|lang| list::NO_MODULE.get(lang).to_owned());
            };
            let (ending, mime) = form.kind();
            let name = write::file_name(&CLIENT, &domain::time::day(browser::now()), ending);
            taken_out::download(name, mime, &bytes, read.len());
        });
    };
    let copy = move || {
        done.run(());
        let rows = wanted().into_iter().filter_map(|id| records.client(id));
        let mut emails: Vec<String> = rows.map(|row| row.email).filter(|email| !email.is_empty()).collect();
        sorting::sort(&mut emails);
        emails.dedup();
        let count = emails.len();
        spawn_local(async move {
            let copied = browser::copy(emails.join("; ")).await;
            if copied {
                taken_out::note("e-mails".to_owned(), count);
            }
            acts.say(|lang| if copied { list::copied(lang, count) } else { list::NOT_COPIED.get(lang).to_owned() });
        });
    };
    let is_here = whether(move || is_here || state.is_whole());
    view! {
        <When is=is_here or=|| view! { <p class="quiet" role="status">{t(list::STILL_ARRIVING)}</p> }>
            <div class="options">
                {FORMS.iter().map(|form| view! {
                    <Pick icon="download" label=worded(form.label) hint=form.hint act=Callback::new(move |()| save(form.form))/>
                }).collect::<Vec<_>>()}
                <Pick icon="copy" label=worded(list::COPY_EMAILS) hint=list::COPY_EMAILS_HINT act=Callback::new(move |()| copy())/>
            </div>
        </When>
    }
}
