//! The pure part of the device's book: what a person sees is the server's last word with their own acts on top, and how
//! rows that changed go back into the pages they belong to.

use domain::{KINDS, Person, Record};
use sync::pages::{self, Header, PageEdit};
use sync::{Change, mutation};
use uuid::Uuid;

/// The record a person sees: what the snapshot has, with their acts on top. An act on a record that is not here shows
/// nothing, unless it made the record.
pub(crate) fn replayed<'a>(base: Option<Record>, changes: impl Iterator<Item = &'a Change>) -> Option<Record> {
    let mut record = base;
    for change in changes {
        if record.is_none() && change.seen == 0 {
            record = domain::kind(&change.kind).map(|kind| Record::new(kind, change.record));
        }
        if let Some(record) = &mut record {
            mutation::apply(record, change);
        }
    }
    record
}

/// People with those of a patch put in their places.
pub(crate) fn merge_people(mut people: Vec<Person>, changed: &[Person]) -> Vec<Person> {
    for person in changed {
        match people.iter_mut().find(|known| known.id == person.id) {
            Some(known) => *known = person.clone(),
            None => people.push(person.clone()),
        }
    }
    people
}

/// The record of an encoded line of the list, if it carries a conflict: the last of its parts says so.
pub(crate) fn conflict_of(line: &str) -> Option<Uuid> {
    line.strip_suffix("\t1").and_then(|line| Uuid::try_parse(line.split('\t').next()?).ok())
}

/// The record a key `kind/id` names.
pub(crate) fn id_of(key: &str) -> Option<Uuid> {
    Uuid::try_parse(key.rsplit('/').next()?).ok()
}

/// The kind a key `kind/id` names.
fn kind_of(key: &str) -> &str {
    key.split('/').next().unwrap_or_default()
}

/// Fresh rows of one page: key and text, as the replica keeps them; an empty text where the record went away.
pub(crate) type Group = Vec<(String, String)>;

/// Fresh rows by the page they belong to: the last one whose key is not after theirs, or a first one of their kind.
pub(crate) fn by_page(fresh: Group, page_keys: &[String]) -> Vec<(String, Group)> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for (key, row) in fresh {
        let place = page_keys.partition_point(|page| *page <= key);
        let page = match place.checked_sub(1).and_then(|place| page_keys.get(place)) {
            Some(page) if kind_of(page) == kind_of(&key) => page.clone(),
            _ => pages::first_key(kind_of(&key)),
        };
        let place = groups.partition_point(|(other, _)| *other < page);
        match groups.get_mut(place).filter(|(other, _)| *other == page) {
            Some((_, group)) => group.push((key, row)),
            None => groups.insert(place, (page, vec![(key, row)])),
        }
    }
    groups
}

/// Fresh rows that one header serves, and the others, for another time: a server that was updated in between names
/// other columns.
pub(crate) fn alike(group: Group) -> (Group, Group) {
    let columns = group.iter().map(|(_, row)| columns_of(row)).find(|columns| !columns.is_empty());
    let columns = columns.unwrap_or_default().to_owned();
    group.into_iter().partition(|(_, row)| row.is_empty() || columns_of(row) == columns)
}

/// What to store instead of a page once these rows, all [`alike`], are folded into it; nothing when one is damaged.
pub(crate) fn folded(
    name: &str,
    page: Option<&str>,
    group: &[(String, String)],
) -> Option<Vec<(String, Option<String>)>> {
    let columns = group.iter().map(|(_, row)| columns_of(row)).find(|columns| !columns.is_empty());
    let header = match columns {
        Some(columns) => serde_json::from_str(columns).ok()?,
        None => any_header(name)?,
    };
    let edits: Option<Vec<PageEdit>> = group.iter().map(|(key, row)| edit_of(key, row)).collect();
    pages::edit_page(name, page, &header, edits?).ok()
}

fn columns_of(row: &str) -> &str {
    row.split('\n').next().unwrap_or_default()
}

fn edit_of(key: &str, row: &str) -> Option<PageEdit> {
    match row.split_once('\n') {
        Some((_, row)) => Some(PageEdit::Put(serde_json::from_str(row.trim_end()).ok()?)),
        None => Some(PageEdit::Forget(id_of(key)?)),
    }
}

/// Rows that went away name no columns; the page keeps its own.
fn any_header(page: &str) -> Option<Header> {
    let kind = KINDS.iter().find(|kind| page.starts_with(kind.name))?;
    let columns = kind.fields.iter().map(|field| field.name.to_owned()).collect();
    Some(Header { kind: kind.name.to_owned(), columns })
}

#[cfg(test)]
mod tests {
    use domain::client::{CITY, CLIENT, FIRST_NAME, LAST_NAME};
    use domain::{Role, Value};
    use sync::Edit;

    use super::*;

    fn client(id: u128, last_name: &str) -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
        record.set(FIRST_NAME, Some(Value::from("Zoé")));
        record.set(LAST_NAME, Some(Value::from(last_name)));
        record
    }

    fn change(id: u128, seen: u64, to: &str) -> Change {
        let edit = Edit { field: "city".into(), from: None, to: Some(Value::from(to)) };
        Change { kind: "client".into(), record: Uuid::from_u128(id), seen, edits: vec![edit] }
    }

    /// A fresh row as a patch writes it.
    fn fresh(record: &Record) -> (String, String) {
        let row = sync::wire::WireRow(record.id, 7, record.values.clone());
        let header = any_header("client/").unwrap();
        let text = format!("{}\n{}", serde_json::to_string(&header).unwrap(), serde_json::to_string(&row).unwrap());
        (pages::key("client", record.id), text)
    }

    #[test]
    fn waiting_acts_lie_on_top_of_what_the_server_has() {
        let acts = [change(1, 3, "Lyon"), change(1, 3, "Nantes")];
        let shown = replayed(Some(client(1, "Durand")), acts.iter()).unwrap();
        assert_eq!((shown.text(LAST_NAME), shown.text(CITY)), ("Durand", "Nantes"));
    }

    #[test]
    fn a_record_made_here_is_shown_before_the_server_knows_it() {
        let acts = [change(1, 0, "Lyon"), change(1, 0, "Brest")];
        assert_eq!(replayed(None, acts.iter()).unwrap().text(CITY), "Brest");
    }

    #[test]
    fn an_act_on_a_record_that_went_away_shows_nothing() {
        assert_eq!(replayed(None, [change(1, 3, "Lyon")].iter()), None);
    }

    #[test]
    fn a_person_who_changed_keeps_their_place_and_a_new_one_comes_last() {
        let person = |id, name: &str| Person {
            id: Uuid::from_u128(id),
            name: name.into(),
            email: String::new(),
            role: Role::Seller,
            closed_at: None,
        };
        let merged = merge_people(vec![person(1, "A"), person(2, "B")], &[person(1, "AA"), person(3, "C")]);
        let names: Vec<&str> = merged.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["AA", "B", "C"]);
    }

    #[test]
    fn a_line_tells_its_conflict() {
        let mut entry = domain::list::ListEntry::of(&client(9, "Durand")).unwrap();
        assert_eq!(conflict_of(&entry.encode()), None);
        entry.row.conflict = true;
        assert_eq!(conflict_of(&entry.encode()), Some(Uuid::from_u128(9)));
    }

    #[test]
    fn fresh_rows_go_to_the_last_page_that_is_not_after_them() {
        let keys = vec!["client/".to_owned(), pages::key("client", Uuid::from_u128(5))];
        let fresh = [4, 5, 6].map(|id| (pages::key("client", Uuid::from_u128(id)), String::new()));
        let groups = by_page(fresh.to_vec(), &keys);
        assert_eq!(groups.iter().map(|(_, group)| group.len()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(by_page(fresh.to_vec(), &[]).iter().map(|(page, _)| page.as_str()).collect::<Vec<_>>(), ["client/"]);
    }

    #[test]
    fn folded_rows_are_read_back_from_their_page_and_forgotten_ones_are_not() {
        let rows = vec![fresh(&client(1, "Durand")), fresh(&client(2, "Petit"))];
        let mut stored = folded("client/", None, &rows).unwrap();
        let page = stored.pop().unwrap().1.unwrap();
        assert_eq!(pages::find_in_page(&page, Uuid::from_u128(2)).unwrap(), Some((client(2, "Petit"), 7)));
        let gone = vec![(pages::key("client", Uuid::from_u128(2)), String::new())];
        let page = folded("client/", Some(&page), &gone).unwrap().pop().unwrap().1.unwrap();
        assert_eq!(pages::find_in_page(&page, Uuid::from_u128(2)).unwrap(), None);
        assert_eq!(pages::records_of_page(&page).unwrap(), [(client(1, "Durand"), 7)]);
    }

    #[test]
    fn rows_with_other_columns_wait_for_another_time() {
        let group = vec![
            ("client/1".into(), "A\nrow".into()),
            ("client/2".into(), String::new()),
            ("client/3".into(), "B\nrow".into()),
        ];
        let (now, later) = alike(group);
        assert_eq!((now.len(), later.len()), (2, 1));
    }
}
