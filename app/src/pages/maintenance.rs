//! Keeping the book clean (G25): quiet records, statuses that say something old, portfolios. All on this device.

mod lists;
mod portfolios;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::client::CLIENT;
use domain::maintenance::{Life, Seen};
use domain::{Lang, Millis, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use sync::Act;
use uuid::Uuid;

use self::lists::{Stale, Statuses};
use self::portfolios::Portfolios;
use crate::edits::{Edits, Written};
use crate::parts::act::{When, effect, whether};
use crate::parts::browser;
use crate::parts::toast::Toasts;
use crate::records::{Records, ShownRecord};
use crate::texts::{form, language, maintenance as words, t};

/// What was read of the book.
#[derive(Debug, Default)]
pub(super) struct Book {
    seen: Vec<Seen>,
    lives: BTreeMap<Uuid, Life>,
    now: Millis,
}

impl Book {
    fn contacted(&mut self, client: Option<Uuid>, at: Option<Millis>) {
        if let Some(client) = client {
            let life = self.lives.entry(client).or_default();
            life.contact = life.contact.max(at);
        }
    }
}

/// What the sections share. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    records: Records,
    edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
    book: RwSignal<Option<Arc<Book>>>,
}

impl Desk {
    /// Reads the whole book, and everything done with its people.
    fn read(self) {
        spawn_local(async move {
            let mut book = Book { now: browser::now(), ..Book::default() };
            let whole =
                self.records.each(&CLIENT, &mut |shown| book.seen.extend(Seen::of(&shown.record, shown.seq))).await;
            if whole {
                self.read_lives(&mut book).await;
                self.book.try_set(Some(Arc::new(book)));
            }
        });
    }

    async fn read_lives(self, book: &mut Book) {
        use domain::{follow_up, interaction, opportunity};
        for shown in self.records.whole(&interaction::INTERACTION).await.iter().flat_map(|all| all.iter()) {
            let record = &shown.record;
            book.contacted(record.link(interaction::CLIENT), domain::time::of_day(record.text(interaction::DATE)));
        }
        for shown in self.records.whole(&follow_up::FOLLOW_UP).await.iter().flat_map(|all| all.iter()) {
            let record = &shown.record;
            match record.number(follow_up::DONE_AT) {
                Some(done) => book.contacted(record.link(follow_up::CLIENT), Some(done)),
                None => {
                    if let Some(client) = record.link(follow_up::CLIENT) {
                        book.lives.entry(client).or_default().planned = true;
                    }
                }
            }
        }
        for shown in self.records.whole(&opportunity::OPPORTUNITY).await.iter().flat_map(|all| all.iter()) {
            let record = &shown.record;
            let won =
                !record.text(opportunity::CLOSED_ON).is_empty() && record.number(opportunity::PROBABILITY) == Some(100);
            if let Some(client) = record.link(opportunity::CLIENT).filter(|_| won) {
                book.lives.entry(client).or_default().won = true;
            }
        }
    }

    /// Writes the same into many clients, as one act with one way back.
    pub(super) fn write(
        self,
        ids: Vec<Uuid>,
        act: Act,
        said: domain::Words,
        change: impl Fn(&mut Record) + Send + 'static,
    ) {
        spawn_local(async move {
            let write = move |shown: ShownRecord| {
                let mut after = shown.record.clone();
                change(&mut after);
                vec![(Some(shown), after)]
            };
            let kept = self.edits.bulk(&CLIENT, ids, act, &write, &|_, _| true).await;
            self.tell(kept, said);
        });
    }

    /// Writes all of this, as one act with one way back.
    pub(super) async fn write_all(self, written: Vec<Written>, act: Act, said: domain::Words) {
        let kept = self.edits.all_together(written, act, &|_, _| true).await;
        self.tell(kept, said);
    }

    fn tell(self, kept: Result<Option<u64>, crate::edits::SaveError>, said: domain::Words) {
        let Self { edits, toasts, language, .. } = self;
        let lang = language.try_get_untracked().unwrap_or_default();
        match kept {
            Ok(Some(n)) => {
                self.read();
                let undo = Callback::new(move |()| {
                    spawn_local(async move {
                        match edits.undo(n).await {
                            Ok(_) => {
                                toasts.say(words::UNDONE.get(lang));
                                self.read();
                            }
                            Err(error) => toasts.say(form::not_saved(lang, &error)),
                        }
                    });
                });
                toasts.offer_undo(said.get(lang), undo);
            }
            Ok(None) => {}
            Err(error) => toasts.say(form::not_saved(lang, &error)),
        }
    }
}

/// The page.
#[component]
pub(crate) fn MaintenancePage() -> impl IntoView {
    let records = expect_context::<Records>();
    let (edits, toasts) = (expect_context(), expect_context());
    let desk = Desk { records, edits, toasts, language: language(), book: RwSignal::new(None) };
    let covers = records.covers();
    effect(move || {
        if covers.get() {
            desk.read();
        }
    });
    let sees_all = Memo::new(move |_| records.me().with(|me| me.as_ref().is_some_and(|me| me.person.role.sees_all())));
    view! {
        <Title text=t(words::TITLE)/>
        <div class="page narrow">
            <div class="page-head"><h1>{t(words::TITLE)}</h1></div>
            <When
                is=whether(move || desk.book.with(Option::is_some))
                or=move || view! { <p class="quiet" role="status">{t(words::LOOKING)}</p> }
            >
                <div class="settings">
                    <Stale desk/>
                    <Statuses desk/>
                    <When is=sees_all><Portfolios desk/></When>
                </div>
            </When>
        </div>
    }
}
