//! The key figures; each opens the list behind it.

use domain::Words;
use domain::dashboard::{Figures, Whose};
use leptos::prelude::*;

use super::address::list;
use crate::parts::badge::sign;
use crate::parts::icon::Icon;
use crate::texts::{dashboard as words, language, t};

/// One figure.
struct Figure {
    label: Words,
    count: u32,
    icon: &'static str,
    /// The status whose colour it has, or a tone.
    tone: &'static str,
    href: String,
}

fn each(figures: &Figures, whose: Whose) -> (Vec<Figure>, Vec<Figure>) {
    let figure =
        |label, count, icon, tone, filter: &str| Figure { label, count, icon, tone, href: list(filter, whose) };
    let of_status = |label, key, filter| figure(label, figures.with_status(key), sign(key), key, filter);
    let first = vec![
        figure(words::TOTAL, figures.total, "clients", "", ""),
        of_status(words::ACTIVE, "client", "status=client"),
        of_status(words::PROSPECTS, "prospect", "status=prospect"),
        of_status(words::VIP, "vip", "status=vip"),
    ];
    let late = if figures.late > 0 { "late" } else { "" };
    let mut second = vec![
        figure(words::LATE, figures.late, "alert", late, "next=late"),
        figure(words::TODAY, figures.today, "clock", "", "next=today"),
        figure(words::SOON, figures.soon, "clock", "", "next=soon&sort=next_contact"),
    ];
    // None of a person's clients is in nobody's care.
    if !matches!(whose, Whose::Person(_)) {
        let href = list("", Whose::Nobody);
        second.push(Figure { href, ..figure(words::NOBODY, figures.unassigned, "nobody", "", "") });
    }
    (first, second)
}

/// The figures of the book, then those of what is to be done.
#[component]
pub(super) fn KeyFigures(
    /// What was counted.
    figures: Figures,
    /// Whose clients.
    whose: Whose,
) -> impl IntoView {
    let language = language();
    let (first, second) = each(&figures, whose);
    let link = move |figure: Figure| {
        view! {
            <li>
                <a class="figure" href=figure.href data-tone=figure.tone>
                    <Icon name=figure.icon/>
                    <strong class="numbers">{move || words::count(language.get(), figure.count)}</strong>
                    <span>{t(figure.label)}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <section aria-label=t(words::FIGURES)>
            <ul class="figures">{first.into_iter().map(link).collect::<Vec<_>>()}</ul>
            <ul class="figures small">{second.into_iter().map(link).collect::<Vec<_>>()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_opens_a_list() {
        let figures = Figures { total: 9, by_status: [4, 3, 2, 0], late: 1, ..Figures::default() };
        let (first, second) = each(&figures, Whose::Everybody);
        let told: Vec<_> = first.iter().map(|figure| (figure.count, figure.href.as_str())).collect();
        assert_eq!(
            told,
            [
                (9, "/clients"),
                (3, "/clients?status=client"),
                (4, "/clients?status=prospect"),
                (2, "/clients?status=vip")
            ]
        );
        assert_eq!(second[0].tone, "late");
        let hrefs: Vec<_> = second.iter().map(|figure| figure.href.trim_start_matches("/clients?")).collect();
        assert_eq!(hrefs, ["next=late", "next=today", "next=soon&sort=next_contact", "who=nobody"]);
        assert_eq!(each(&figures, Whose::Person(uuid::Uuid::nil())).1.len(), 3);
    }
}
