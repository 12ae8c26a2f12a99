//! The board: lanes with their sums, cards moved by drag, by touch (hold, then move), by menu and by key. Used for
//! opportunities and for prospects.

mod drag;
mod menu;

use std::sync::Arc;

use domain::Record;
use domain::shapes::date;
use leptos::prelude::*;
use uuid::Uuid;

use self::drag::Drag;
use self::menu::Menu;
use crate::parts::act::{When, press, whether};
use crate::parts::browser::Today;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::ShownRecord;
use crate::texts::{language, list, sales, say, t};

/// Cards a lane draws at first, and at each "Afficher la suite".
const STEP: usize = 30;

/// A lane as the board shows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LaneShown {
    /// The stage's id or the step's key.
    pub(crate) key: String,
    /// What it is called.
    pub(crate) title: String,
    /// What its cards are worth; empty where nothing is added up.
    pub(crate) sum: String,
    /// The same, weighted.
    pub(crate) weighted: String,
    /// Whether a card may be moved here.
    pub(crate) takes: bool,
    /// Whether moving here asks why it was lost.
    pub(crate) asks: bool,
    /// Its cards, in order.
    pub(crate) cards: Vec<Arc<ShownRecord>>,
}

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Face {
    /// What it is called.
    pub(crate) title: String,
    /// Whom it is about.
    pub(crate) under: String,
    /// What it is worth.
    pub(crate) value: String,
    /// The day it is due, `AAAA-MM-JJ`.
    pub(crate) due: String,
}

/// A card that is to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moving {
    /// Which.
    pub(crate) card: Uuid,
    /// The key of the lane.
    pub(crate) lane: String,
    /// Key of a lost reason, where one was given.
    pub(crate) reason: Option<String>,
}

/// What the parts of a board share. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct BoardState {
    lanes: Memo<Vec<LaneShown>>,
    /// Where a card lives: `path/<id>`.
    path: &'static str,
    face: fn(&Record, Names) -> Face,
    moved: Callback<Moving>,
    /// Moves when names of linked records come to be known.
    named: Memo<usize>,
    /// The card whose menu is open, what it is called, and the lane it is to go to once that is chosen.
    asked: RwSignal<Option<(Uuid, String, Option<String>)>>,
}

impl BoardState {
    /// Moves a card, or asks first why it was lost.
    fn put(self, card: Uuid, name: String, lane: &str) {
        let target = self.lanes.with_untracked(|lanes| lanes.iter().find(|other| other.key == lane).cloned());
        let Some(target) = target.filter(|target| target.takes) else { return self.asked.set(None) };
        if target.cards.iter().any(|shown| shown.record.id == card) {
            return self.asked.set(None);
        }
        if target.asks {
            return self.asked.set(Some((card, name, Some(target.key))));
        }
        self.asked.set(None);
        self.moved.run(Moving { card, lane: target.key, reason: None });
    }
}

/// The board.
#[component]
pub(crate) fn Board(
    /// The lanes, from left to right.
    lanes: Memo<Vec<LaneShown>>,
    /// Where a card lives.
    path: &'static str,
    /// What a card says.
    face: fn(&Record, Names) -> Face,
    /// Moves a card.
    moved: Callback<Moving>,
    /// Moves when names of linked records come to be known.
    named: Memo<usize>,
) -> impl IntoView {
    let state = BoardState { lanes, path, face, moved, named, asked: RwSignal::new(None) };
    let drag = Drag::new(state);
    let board = NodeRef::<leptos::html::Div>::new();
    let here = RwSignal::new(0_usize);
    let keys = Memo::new(move |_| lanes.with(|lanes| lanes.iter().map(|lane| lane.key.clone()).collect::<Vec<_>>()));
    let follow = move |_| {
        if let Some(board) = board.get_untracked() {
            let width = board.client_width().max(1);
            here.set(usize::try_from((board.scroll_left() + width / 2) / width).unwrap_or_default());
        }
    };
    let go = move |place: usize| {
        if let Some(board) = board.get_untracked() {
            board.set_scroll_left(i32::try_from(place).unwrap_or_default() * board.client_width());
        }
    };
    let tabs = move || {
        let each = lanes.get().into_iter().enumerate().map(|(place, lane)| {
            let key = lane.key.clone();
            let is_over = move || drag.is_over(&key).then_some("");
            view! {
                <button type="button" class="chip" data-lane=lane.key data-over=is_over
                    aria-pressed=move || if here.get() == place { "true" } else { "false" } on:click=press(move || go(place))>
                    {lane.title} <span class="numbers">{lane.cards.len()}</span>
                </button>
            }
            .into_any()
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <p class="unseen" id="board-hint">{t(sales::DRAG_HINT)}</p>
        <div
            class="board-frame" data-dragging=move || drag.is_live().then_some("")
            on:pointerdown=move |event| drag.down(&event) on:pointermove=move |event| drag.moves(&event)
            on:pointerup=move |event| drag.up(&event) on:pointercancel=move |_| drag.stop()
            on:touchmove=move |event| if drag.is_live() { event.prevent_default() }
            on:contextmenu=move |event| if drag.holds() { event.prevent_default() }
            on:dragstart=move |event| event.prevent_default()
            on:click=move |event| if drag.was_dragged() { event.prevent_default() }
            on:keydown=move |event| if event.key() == "m" { drag.ask(&event) }
        >
            <div class="chips lane-tabs">{tabs}</div>
            <div class="board" node_ref=board on:scroll=follow tabindex="0" role="group" aria-describedby="board-hint" aria-label=t(sales::BOARD)>
                <For each=move || keys.get() key=|key| key.clone() let:key><LaneView state drag key/></For>
            </div>
            {move || drag.ghost().map(|(name, at)| view! { <div class="ghost" aria-hidden="true" style:transform=at>{name}</div> }.into_any())}
        </div>
        <Menu state/>
    }
}

#[component]
fn LaneView(
    /// The board.
    state: BoardState,
    /// What is dragged.
    drag: Drag,
    /// Which lane.
    key: String,
) -> impl IntoView {
    let lane = {
        let key = key.clone();
        Memo::new(move |_| state.lanes.with(|lanes| lanes.iter().find(|lane| lane.key == key).cloned()))
    };
    let shown = RwSignal::new(STEP);
    let count = Memo::new(move |_| lane.with(|lane| lane.as_ref().map_or(0, |lane| lane.cards.len())));
    let is_over = {
        let key = key.clone();
        move || drag.is_over(&key).then_some("")
    };
    let heading = format!("lane-{}", if key.is_empty() { "none" } else { &key });
    let heading_id = heading.clone();
    let head = move || {
        lane.get().map(|lane| {
            let weighted = (!lane.weighted.is_empty())
                .then(|| view! { <span class="fine numbers">{lane.weighted} " " {t(sales::WEIGHTED)}</span> }.into_any());
            let sum = (!lane.sum.is_empty()).then(|| view! { <span class="sum numbers">{lane.sum}</span> }.into_any());
            view! { <span class="lane-title" translate="no">{lane.title} <span class="fine">{lane.cards.len()}</span></span> {sum} {weighted} }
        })
    };
    let cards = move || {
        state.named.track();
        let cards = lane
            .with(|lane| lane.as_ref().map(|lane| lane.cards.iter().take(shown.get()).cloned().collect::<Vec<_>>()));
        cards.unwrap_or_default().into_iter().map(|card| view! { <Card state card/> }.into_any()).collect::<Vec<_>>()
    };
    let rest = Memo::new(move |_| count.get().saturating_sub(shown.get()));
    let more = say(move |lang| sales::more(lang, rest.get()));
    view! {
        <section class="lane" data-lane=key data-over=is_over aria-labelledby=heading>
            <h2 id=heading_id>{head}</h2>
            <ul>{cards}</ul>
            <When is=whether(move || rest.get() > 0)>
                <button type="button" class="button plain" on:click=press(move || shown.update(|shown| *shown += STEP))>{more}</button>
            </When>
        </section>
    }
}

#[component]
fn Card(
    /// The board.
    state: BoardState,
    /// The record.
    card: Arc<ShownRecord>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let today = expect_context::<Today>().0;
    let lang = language().get();
    let face = (state.face)(&card.record, names);
    let id = card.record.id;
    let title = if face.title.is_empty() { list::NO_NAME.get(lang).to_owned() } else { face.title };
    let late = !face.due.is_empty() && today.with(|today| today.as_ref().is_some_and(|today| face.due < *today));
    let due = (!face.due.is_empty()).then(|| {
        let word = late.then(|| view! { <span class="unseen">" " {list::LATE.get(lang)}</span> }.into_any());
        view! { <span class="due numbers" class:late=late>{date::show(&face.due)} {word}</span> }.into_any()
    });
    let pending = (!card.pending.is_empty()).then(|| {
        view! { <span class="local" title=list::LOCAL.get(lang)><Icon name="device" small=true/><span class="unseen">{list::LOCAL.get(lang)}</span></span> }.into_any()
    });
    let clash = card.record.get(card.record.kind.conflicts).is_some().then(|| {
        view! { <span class="clash" title=list::CONFLICT.get(lang)><Icon name="clash" small=true/><span class="unseen">{list::CONFLICT.get(lang)}</span></span> }.into_any()
    });
    let asked = (id, title.clone(), None);
    view! {
        <li class="board-card" data-card=id.to_string() data-name=title.clone()>
            <a href=format!("{}/{id}", state.path) draggable="false">{title.clone()}</a>
            <button type="button" class="icon-button" aria-label=sales::moving(lang, &title) on:click=press(move || state.asked.set(Some(asked.clone())))>
                <Icon name="more"/>
            </button>
            <span class="under">{face.under}</span>
            <span class="foot"><span class="numbers">{face.value}</span> {due} {pending} {clash}</span>
        </li>
    }
}
