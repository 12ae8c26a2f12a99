//! "Déplacer vers…": the lanes one may choose; and, for a loss, why.

use domain::opportunity::LOST_REASONS;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::{BoardState, Moving};
use crate::parts::act::{effect, press};
use crate::parts::icon::Icon;
use crate::texts::{frame, sales, t};

/// The dialog. The browser's own keeps the focus inside and gives it back.
#[component]
pub(crate) fn Menu(
    /// The board.
    state: BoardState,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let is_asked = state.asked.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if is_asked && !dialog.open() {
                // Fails only when it is open already.
                let _ = dialog.show_modal();
            } else if !is_asked && dialog.open() {
                dialog.close();
            }
        }
    });
    let close = move || state.asked.set(None);
    let content = move || {
        let (card, name, lane) = state.asked.get()?;
        let title = if lane.is_some() { sales::WHY_LOST } else { sales::MOVE_TO };
        let buttons = match lane {
            None => {
                let lanes = state.lanes.get_untracked();
                let open = lanes
                    .into_iter()
                    .filter(|lane| lane.takes && !lane.cards.iter().any(|shown| shown.record.id == card));
                let each = open.map(|lane| {
                    let (name, key) = (name.clone(), lane.key);
                    let put = move || state.put(card, name.clone(), &key);
                    view! { <button type="button" class="button" on:click=press(put)>{lane.title}</button> }.into_any()
                });
                each.collect::<Vec<_>>()
            }
            Some(lane) => {
                let reasons = LOST_REASONS.iter().map(|reason| (reason.label, Some(reason.key)));
                let each = reasons.chain([(sales::NO_REASON, None)]).map(|(label, reason)| {
                    let lane = lane.clone();
                    let put = move || {
                        state.asked.set(None);
                        let reason = reason.map(str::to_owned);
                        state.moved.run(Moving { card, lane: lane.clone(), reason });
                    };
                    view! { <button type="button" class="button" on:click=press(put)>{t(label)}</button> }.into_any()
                });
                each.collect::<Vec<_>>()
            }
        };
        Some(view! {
            <div class="dialog-head">
                <h2 id="move-title">{t(title)}</h2>
                <button type="button" class="icon-button" aria-label=t(frame::CLOSE) on:click=press(close)><Icon name="close"/></button>
            </div>
            <p class="fine">{name}</p>
            <div class="move-choices">{buttons}</div>
        })
    };
    view! { <dialog node_ref=dialog aria-labelledby="move-title" on:close=move |_| close()>{content}</dialog> }
}
