//! What a person asks of the dashboard, in the address bar; and the lists its figures open.

use domain::Person;
use domain::dashboard::{Period, Whose};
use uuid::Uuid;

/// What is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Whose clients.
    pub(super) whose: Whose,
    /// Over which time new ones are counted.
    pub(super) period: Period,
}

/// The choice an address carries, as far as this person may make it: who sees only their own clients chooses no colleague.
/// What it does not know it ignores.
pub(super) fn read(search: &str, me: Option<&Person>) -> Choice {
    let mut choice = Choice::default();
    for (key, value) in search.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "who" => choice.whose = whose_of(value),
            "period" => choice.period = Period::of_key(value).unwrap_or_default(),
            _ => {}
        }
    }
    match (choice.whose, me) {
        (Whose::Person(id), Some(me)) if !me.role.sees_all() && me.id != id => {
            Choice { whose: Whose::Everybody, ..choice }
        }
        _ => choice,
    }
}

/// The address of the dashboard that asks this.
pub(super) fn write(choice: Choice) -> String {
    let period = (choice.period != Period::default()).then(|| ["period=", choice.period.key()].concat());
    with("/dashboard", period.as_deref().unwrap_or_default(), choice.whose)
}

/// The list of clients behind a figure: `filter` is what its address asks, such as `status=vip`.
pub(super) fn list(filter: &str, whose: Whose) -> String {
    with("/clients", filter, whose)
}

/// The key of a choice of people, as the address and the chooser carry it.
pub(super) fn key_of(whose: Whose) -> String {
    match whose {
        Whose::Everybody => String::new(),
        Whose::Nobody => "nobody".to_owned(),
        Whose::Person(id) => id.to_string(),
    }
}

/// The choice of people that a key names.
pub(super) fn whose_of(key: &str) -> Whose {
    match Uuid::try_parse(key) {
        Ok(id) => Whose::Person(id),
        Err(_) if key == "nobody" => Whose::Nobody,
        Err(_) => Whose::Everybody,
    }
}

fn with(path: &str, filter: &str, whose: Whose) -> String {
    let who = key_of(whose);
    let who = if who.is_empty() { who } else { ["who=", &who].concat() };
    let parts: Vec<&str> = [filter, &who].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { path.to_owned() } else { [path, "?", &parts.join("&")].concat() }
}

#[cfg(test)]
mod tests {
    use domain::Role;

    use super::*;

    #[test]
    fn a_choice_comes_back_from_its_address() {
        for whose in [Whose::Everybody, Whose::Nobody, Whose::Person(Uuid::from_u128(7))] {
            for period in Period::ALL {
                let choice = Choice { whose, period };
                assert_eq!(read(write(choice).trim_start_matches("/dashboard"), None), choice);
            }
        }
        assert_eq!(write(Choice::default()), "/dashboard");
        assert_eq!(read("?who=x&period=y&z", None), Choice::default());
    }

    #[test]
    fn whoever_sees_only_their_own_clients_chooses_no_colleague() {
        let (seven, eight) = (Whose::Person(Uuid::from_u128(7)), Whose::Person(Uuid::from_u128(8)));
        let me = |role| Person {
            id: Uuid::from_u128(7),
            name: "Léa Roy".to_owned(),
            email: "lea@exemple.fr".to_owned(),
            role,
            closed_at: None,
        };
        for (role, asked, read_as) in [
            (Role::Seller, seven, seven),
            (Role::Seller, eight, Whose::Everybody),
            (Role::Seller, Whose::Nobody, Whose::Nobody),
            (Role::Manager, eight, eight),
        ] {
            let address = write(Choice { whose: asked, period: Period::Year });
            let choice = read(address.trim_start_matches("/dashboard"), Some(&me(role)));
            assert_eq!(choice, Choice { whose: read_as, period: Period::Year }, "{role:?}");
        }
    }

    #[test]
    fn a_figure_opens_the_list_of_the_same_people() {
        assert_eq!(list("status=vip", Whose::Nobody), "/clients?status=vip&who=nobody");
        assert_eq!(list("", Whose::Everybody), "/clients");
    }
}
