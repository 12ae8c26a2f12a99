//! The rows of a list: what the server rendered first, then the replica's, of which only those seen are drawn.

use domain::Person;
use domain::search::Query;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use super::row::{RowContext, cells};
use super::tools::{Headings, start_search};
use super::window::{Window, pixels, reveal};
use super::{ListMemory, ListState};
use crate::api::ListPage;
use crate::parts::act::{When, effect, press, whether};
use crate::parts::frame::Scroller;
use crate::parts::keys::{self, is_desk, on_key};
use crate::parts::notice::Empty;
use crate::records::{Found, ShownRow};
use crate::texts::{frame, list, t};

/// Heights of a row in pixels, as in the style sheet.
const CARD: f64 = 76.0;
const LINE: f64 = 40.0;
/// What stays above the rows at a desk while they scroll: the tools and the headings.
const COVERED_AT_DESK: f64 = 92.0;
const COVERED_ON_PHONE: f64 = 116.0;

/// What the server sends for a first paint: rows, and the names of the people in them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FirstPage {
    /// The rows.
    pub(crate) page: ListPage,
    /// Everybody who may sign in or could once.
    pub(crate) people: Vec<Person>,
}

/// The first rows, as the server found them.
#[component]
pub(crate) fn ServerRows(
    /// The list.
    state: ListState,
    /// What the server found.
    first: FirstPage,
) -> impl IntoView {
    let context = RowContext::take(state);
    let FirstPage { page, people } = first;
    // On both sides, so that the browser hydrates the names the server wrote.
    context.names.told(people);
    if page.rows.is_empty() {
        return view! { <NoRows state/> }.into_any();
    }
    let rows = page.rows.into_iter().enumerate().map(|(index, row)| {
        let shown = Signal::stored(ShownRow { row, pending: false });
        view! { <div role="row" class="row" class:is-chosen=move || is_chosen(state, index) id=row_id(index)>{cells(&context, shown)}</div> }
    });
    view! {
        <div class="table" role="table" aria-label=t(state.listed.title) aria-rowcount=(page.total + 1).to_string()>
            <Headings state/>
            <div class="rows" role="rowgroup">{rows.collect::<Vec<_>>()}</div>
        </div>
    }
    .into_any()
}

/// The rows of the replica.
#[component]
pub(crate) fn VirtualRows(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let total = Memo::new(move |_| state.found.with(|found| found.as_ref().map_or(0, Found::len)));
    let view = Sight::new(state, total);
    let context = RowContext::take(state);
    view.listen();
    // Nobody is denied before the whole book was asked.
    let is_reading = whether(move || total.get() == 0 && !state.is_whole());
    let reading = move || view! { <p class="page quiet" role="status">{t(list::READING)}</p> };
    view! {
        <When is=whether(move || total.get() != 0 || is_reading.get()) or=move || view! { <NoRows state/> }>
            <div class="table" role="table" aria-label=t(state.listed.title) aria-rowcount=move || (total.get() + 1).to_string()>
                <Headings state/>
                <div class="rows" role="rowgroup" data-virtual node_ref=view.body
                    style:height=move || in_pixels(pixels(total.get(), view.row.get()))>
                    <For each=move || { let seen = view.window.get(); seen.first..seen.end } key=|index| *index let:index>
                        <div role="row" class="row" class:is-chosen=move || is_chosen(state, index) id=row_id(index) aria-rowindex=(index + 2).to_string()
                            style:transform=move || format!("translateY({})", in_pixels(pixels(index, view.row.get())))>
                            {cells(&context, shown_at(state, index))}
                        </div>
                    </For>
                </div>
            </div>
        </When>
        <When is=is_reading>{reading()}</When>
    }
}

/// The row at a place of what was found; what stood there last, where nothing does any more.
fn shown_at(state: ListState, index: usize) -> Signal<ShownRow> {
    let at = move |found: &Option<Found>| found.as_ref().and_then(|found| found.row(index));
    let shown = move |last: Option<&ShownRow>| state.found.with(at).or_else(|| last.cloned()).unwrap_or_default();
    Memo::new(shown).into()
}

fn is_chosen(state: ListState, index: usize) -> bool {
    state.found.track();
    state.selection.len() > 0 && state.id_at(index).is_some_and(|id| state.selection.has(id))
}

fn row_id(index: usize) -> String {
    format!("row-{index}")
}

/// Nothing to list: because nothing matches, or because there is nothing yet.
#[component]
fn NoRows(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let is_plain = move || state.query.with(Query::is_plain);
    move || {
        let new = format!("{}/new", state.listed.path);
        if is_plain() {
            view! {
                <Empty icon="book" title=list::EMPTY hint=list::EMPTY_HINT>
                    <a class="button main-one" href=new>{t(frame::NEW_CLIENT)}</a>
                </Empty>
            }
            .into_any()
        } else {
            let hint =
                if state.query.with(|query| query.text.is_empty()) { list::FEWER_FILTERS } else { list::NOTHING_HINT };
            view! {
                <Empty icon="search" title=list::NOTHING hint=hint>
                    <button type="button" class="button" on:click=press(move || state.query.set(Query::default()))>
                        {t(list::SHOW_ALL)}
                    </button>
                </Empty>
            }
            .into_any()
        }
    }
}

/// A length in CSS. Whole pixels: writing fractions would bring the machinery for them to every phone.
#[expect(clippy::cast_possible_truncation, reason = "OK because lists stay far below 2⁵³ pixels")]
fn in_pixels(length: f64) -> String {
    format!("{}px", length as i64)
}

/// What of the list is in sight, and the row the keys stand on.
#[derive(Clone, Copy)]
struct Sight {
    state: ListState,
    scroller: Scroller,
    total: Memo<usize>,
    row: RwSignal<f64>,
    window: Memo<Window>,
    here: StoredValue<Option<usize>>,
    body: NodeRef<leptos::html::Div>,
}

impl Sight {
    fn new(state: ListState, total: Memo<usize>) -> Self {
        let scroller = expect_context::<Scroller>();
        let row = RwSignal::new(if is_desk() { LINE } else { CARD });
        let body = NodeRef::<leptos::html::Div>::new();
        let window = Memo::new(move |_| {
            let above = body.get().map_or(0.0, |body| f64::from(body.offset_top()));
            Window::of(scroller.top.get() - above, scroller.height.get(), row.get(), total.get())
        });
        Self { state, scroller, total, row, window, here: StoredValue::new(None), body }
    }

    /// Follows the window's size, the keys, and the place where the list was left.
    fn listen(self) {
        effect(move || {
            let handle = window_event_listener(leptos::ev::resize, move |_| {
                self.row.set(if is_desk() { LINE } else { CARD });
                self.scroller.measure();
            });
            on_cleanup(move || handle.remove());
        });
        effect(move || {
            let seen = self.window.get();
            self.state.seen.set((seen.first, seen.end));
        });
        let path = self.state.listed.path;
        let memory = expect_context::<ListMemory>();
        let query = self.state.query;
        let before = StoredValue::new(query.get_untracked());
        effect(move || {
            let query = query.get();
            // Another question begins at the top.
            if before.with_value(|before| *before != query) {
                self.here.set_value(None);
                self.scroller.scroll_to(0.0);
                before.set_value(query);
            }
        });
        if let Some(place) = memory.place(path) {
            self.here.set_value(place.here);
            request_animation_frame(move || self.scroller.scroll_to(place.scroll));
        }
        let here = use_location().pathname;
        effect(move || {
            let scroll = self.scroller.top.get();
            // Going elsewhere scrolls to the top: that is not where the list was left.
            if here.with_untracked(|here| here == path) {
                memory.keep_place(path, scroll, self.here.get_value());
            }
        });
        on_key(move |key| self.act(key));
    }

    /// `Enter` is not here: the focus is on the row's link, which the browser opens by itself.
    fn act(self, key: &str) -> bool {
        let last = self.total.get_untracked().checked_sub(1);
        match (key, last) {
            ("/", _) => start_search(),
            ("j", Some(last)) => self.stand_on(self.here.get_value().map_or(0, |here| here + 1).min(last)),
            ("k", Some(_)) => self.stand_on(self.here.get_value().unwrap_or(0).saturating_sub(1)),
            ("x" | " ", Some(last)) => match self.here.get_value() {
                Some(here) if here <= last => {
                    self.state.selection.turn(self.state, here, false);
                    true
                }
                _ => false,
            },
            ("Escape", _) if self.state.selection.len() > 0 => {
                self.state.selection.clear();
                true
            }
            ("Escape", _) => {
                let was_asking = self.state.query.with_untracked(|query| !query.text.is_empty());
                if was_asking {
                    self.state.query.update(|query| query.text.clear());
                }
                keys::focus("#content") || was_asking
            }
            _ => false,
        }
    }

    /// Puts the focus on a row, scrolling it into sight first.
    fn stand_on(self, index: usize) -> bool {
        self.here.set_value(Some(index));
        let above = self.body.get_untracked().map_or(0.0, |body| f64::from(body.offset_top()));
        let covered = if is_desk() { COVERED_AT_DESK } else { COVERED_ON_PHONE };
        let (scroll, height) = (self.scroller.top.get_untracked() - above, self.scroller.height.get_untracked());
        if let Some(scroll) = reveal(index, self.row.get_untracked(), scroll, height, covered) {
            self.scroller.scroll_to(scroll + above);
        }
        // The row may only be drawn by the scroll: give it a frame.
        keys::focus_soon(format!("#row-{index} a"));
        true
    }
}
