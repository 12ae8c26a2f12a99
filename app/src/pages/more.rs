//! Plus: every place that has no room in the navigation, each with what is done there.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::parts::frame::places::{PLACES, Spot};
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::texts::{places as words, t};

/// The address.
pub(crate) const PATH: &str = "/more";

/// The page.
#[component]
pub(crate) fn MorePage() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let places = move || {
        let role = me.with(|me| me.as_ref().map(|me| me.person.role))?;
        let offered = PLACES.iter().filter(|place| place.spot != Spot::Bar && place.who.includes(role));
        let each = offered.map(|place| {
            view! {
                <li data-side=(place.spot == Spot::Side).to_string()>
                    <a href=place.path>
                        <Icon name=place.icon/>
                        <span>
                            <strong>{t(place.name)}</strong>
                            <span class="fine">{t(place.hint)}</span>
                        </span>
                        <Icon name="forward" small=true/>
                    </a>
                </li>
            }
        });
        Some(each.collect::<Vec<_>>())
    };
    view! {
        <Title text=t(words::MORE)/>
        <div class="page narrow">
            <div class="page-head"><h1>{t(words::MORE)}</h1></div>
            <ul class="places">{places}</ul>
        </div>
    }
}
