//! The guide to Carnet: short chapters on one page, so that the browser's own search finds every word; there without a
//! network, and each chapter leads to the place it speaks of.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::parts::act::press;
use crate::parts::help::HelpDoor;
use crate::parts::icon::Icon;
use crate::texts::guide::{self, Chapter, Line, PARTS, Part};
use crate::texts::{frame, t};

/// The page.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let keys = expect_context::<HelpDoor>();
    view! {
        <Title text=t(guide::TITLE)/>
        <div class="page narrow guide">
            <div class="page-head">
                <h1>{t(guide::TITLE)}</h1>
                <button type="button" class="button" on:click=press(move || keys.open())>{t(frame::HELP)} " " <kbd aria-hidden="true">"?"</kbd></button>
            </div>
            <p class="quiet">{t(guide::INTRODUCTION)}</p>
            <nav class="guide-contents" aria-label=t(guide::CONTENTS)>
                {PARTS.iter().map(contents).collect::<Vec<_>>()}
            </nav>
            {PARTS.iter().map(part).collect::<Vec<_>>()}
        </div>
    }
}

/// What a part holds, with the way to each chapter.
fn contents(part: &'static Part) -> AnyView {
    let title = format!("{}-contents", part.id);
    view! {
        <div>
            <p class="label" id=title.clone()>{t(part.title)}</p>
            <ol aria-labelledby=title>
                {part.chapters.iter().map(|chapter| view! {
                    <li><a href=format!("#{}", chapter.id) rel="external">{t(chapter.title)}</a></li>
                }.into_any()).collect::<Vec<_>>()}
            </ol>
        </div>
    }
    .into_any()
}

fn part(part: &'static Part) -> AnyView {
    view! {
        <h2 id=part.id class="guide-part">{t(part.title)}</h2>
        {part.chapters.iter().map(chapter).collect::<Vec<_>>()}
    }
    .into_any()
}

fn chapter(chapter: &'static Chapter) -> AnyView {
    let title = format!("{}-title", chapter.id);
    view! {
        <section id=chapter.id class="guide-chapter" aria-labelledby=title>
            <h3 id=format!("{}-title", chapter.id)>{t(chapter.title)}</h3>
            {lines(chapter.lines)}
        </section>
    }
    .into_any()
}

/// Paragraphs, steps in lists of their own, and the way to the place.
fn lines(lines: &'static [Line]) -> Vec<AnyView> {
    let alike = |one: &Line, other: &Line| matches!((one, other), (Line::Step(_), Line::Step(_)));
    let groups = lines.chunk_by(alike).map(|group| match group {
        [Line::Text(words)] => view! { <p>{t(*words)}</p> }.into_any(),
        [Line::Go(words, path)] => {
            view! { <p><a class="button" href=*path>{t(*words)} <Icon name="arrow" small=true/></a></p> }.into_any()
        }
        steps => {
            let words = steps.iter().filter_map(|line| if let Line::Step(words) = line { Some(*words) } else { None });
            view! { <ul class="guide-steps">{words.map(|words| view! { <li>{t(words)}</li> }).collect::<Vec<_>>()}</ul> }.into_any()
        }
    });
    groups.collect()
}
