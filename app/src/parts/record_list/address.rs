//! The query of a list in the address bar, so that it can be shared, kept and gone back to.

use std::fmt::Write;

use domain::search::{AssigneeFilter, Column, Order, Query};
use uuid::Uuid;

/// The address of a list that asks `query`: `/clients?q=dupont&status=vip`.
pub(crate) fn write(path: &str, query: &Query) -> String {
    let mut parts = Vec::new();
    if !query.text.is_empty() {
        parts.push(["q=", &escape(&query.text)].concat());
    }
    if !query.statuses.is_empty() {
        parts.push(["status=", &escape(&query.statuses.join(","))].concat());
    }
    match query.assignee {
        None => {}
        Some(AssigneeFilter::Nobody) => parts.push("who=nobody".into()),
        Some(AssigneeFilter::Person(id)) => parts.push(["who=", &id.to_string()].concat()),
    }
    if query.order != Order::default() {
        let sign = if query.order.descending { "-" } else { "" };
        parts.push(["sort=", sign, column_key(query.order.by)].concat());
    }
    if parts.is_empty() { path.to_owned() } else { [path, "?", &parts.join("&")].concat() }
}

/// The query an address asks. What it does not know it ignores.
pub(crate) fn read(search: &str) -> Query {
    let mut query = Query::default();
    for (key, value) in search.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        let value = unescape(value);
        match key {
            "q" => query.text = value,
            "status" => query.statuses = value.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
            "who" if value == "nobody" => query.assignee = Some(AssigneeFilter::Nobody),
            "who" => query.assignee = Uuid::parse_str(&value).ok().map(AssigneeFilter::Person),
            "sort" => {
                let (descending, key) = match value.strip_prefix('-') {
                    Some(key) => (true, key),
                    None => (false, value.as_str()),
                };
                if let Some(by) = COLUMNS.into_iter().find(|column| column_key(*column) == key) {
                    query.order = Order { by, descending };
                }
            }
            _ => {}
        }
    }
    query
}

const COLUMNS: [Column; 5] = [Column::Name, Column::Company, Column::City, Column::Status, Column::NextContact];

const fn column_key(column: Column) -> &'static str {
    match column {
        Column::Name => "name",
        Column::Company => "company",
        Column::City => "city",
        Column::Status => "status",
        Column::NextContact => "next_contact",
    }
}

/// A text as an address carries it.
pub(crate) fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String never fails.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let figures = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        if let (b'%', Some(decoded)) = (byte, figures.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            bytes.push(decoded);
            rest = &after[2..];
        } else {
            bytes.push(if byte == b'+' { b' ' } else { byte });
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_back_the_query_it_was_written_from() {
        let query = Query {
            text: "Zoë & 100 % <script>+é".into(),
            statuses: vec!["vip".into(), "client".into()],
            assignee: Some(AssigneeFilter::Person(Uuid::from_u128(7))),
            order: Order { by: Column::NextContact, descending: true },
        };
        let address = write("/clients", &query);
        assert!(!address.contains('<') && !address.contains(' '), "{address}");
        assert_eq!(read(address.trim_start_matches("/clients")), query);
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(write("/clients", &Query::default()), "/clients");
        assert_eq!(read(""), Query::default());
    }

    #[test]
    fn a_broken_address_is_an_empty_query_not_a_panic() {
        assert_eq!(read("?q=%zz%e&who=me&sort=nothing&status=").text, "%zz%e");
        assert_eq!(read("?q").text, "");
        assert_eq!(read("?q=%é").text, "%é");
    }
}
