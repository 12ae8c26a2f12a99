//! A chart on a page: drawn by the server for the first paint, then by the module of charts.

use charts::Chart;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::act::{When, effect, whether};
use super::modules;
use crate::texts::{dashboard as words, t};

/// The drawing. What it says must also stand in a table beside it, for those who cannot see it.
#[component]
pub(crate) fn Drawn(
    /// What is drawn.
    chart: Chart,
    /// Told when nothing could be drawn.
    failed: RwSignal<bool>,
) -> impl IntoView {
    // A browser keeps what the server drew until it has drawn the same.
    let svg = RwSignal::new(modules::drawn_at_once(&chart));
    effect(move || {
        let chart = chart.clone();
        spawn_local(async move {
            match modules::draw(&chart).await {
                Some(drawn) => {
                    svg.try_set(drawn);
                    failed.try_set(false);
                }
                None => drop(failed.try_set(svg.try_with_untracked(String::is_empty).unwrap_or_default())),
            }
        });
    });
    view! {
        <div class="drawing" aria-hidden="true" inner_html=move || svg.get()></div>
        <When is=whether(move || failed.get())><p class="fine">{t(words::NOT_DRAWN)}</p></When>
    }
}
