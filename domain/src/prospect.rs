//! The prospect: a client record in status Prospect, moving through steps until it is converted or lost. Rows M2 and G18.

use crate::Millis;
use crate::account::{self, ACCOUNT as ACCOUNT_KIND};
use crate::client::{self, STATUS, STEP, STEPS};
use crate::fold::fold;
use crate::kind::Field;
use crate::opportunity::{self, OPPORTUNITY};
use crate::pipeline::{Lane, Stage};
use crate::record::Record;
use crate::sorting;
use crate::value::Value;
use uuid::Uuid;

/// Whether a client is a prospect that is neither deleted nor put away.
pub fn is_prospect(client: &Record) -> bool {
    client.text(STATUS) == "prospect" && !client.is_deleted() && client.get(client::ARCHIVED_AT).is_none()
}

/// The step of a prospect: the first where none was chosen yet.
pub fn step(client: &Record) -> &str {
    match client.text(STEP) {
        "" => STEPS.first().map_or("", |first| first.key),
        step => step,
    }
}

/// Whether a field tells of the prospect that a client once was and is no longer.
pub fn is_past(record: &Record, position: usize) -> bool {
    record.kind.name == client::CLIENT.name
        && record.text(STATUS) != "prospect"
        && [STEP, client::LOST_REASON].contains(&position)
}

/// The prospect after it moved to a step. Only a loss keeps a reason, a key of [`opportunity::LOST_REASONS`].
#[must_use]
pub fn moved(client: &Record, step: &str, reason: Option<&str>) -> Record {
    let mut after = client.clone();
    after.set(STEP, Some(Value::from(step)));
    after.set(client::LOST_REASON, reason.filter(|_| step == "lost").map(Value::from));
    after
}

/// The lanes of the board of prospects, one per step; the newest prospect first.
pub fn lanes(prospects: &[&Record]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = STEPS.iter().map(|step| Lane::new(step.key.to_owned())).collect();
    for (card, record) in prospects.iter().enumerate() {
        let step = step(record);
        if let Some(lane) = lanes.iter_mut().find(|lane| lane.key == step) {
            lane.cards.push(card);
        }
    }
    for lane in &mut lanes {
        sorting::sort_by_key(&mut lane.cards, |card| std::cmp::Reverse(prospects[*card].id));
    }
    lanes
}

/// What a client still lacks: the required fields that are empty, in the order of the form.
pub fn missing(client: &Record) -> Vec<(usize, &'static Field)> {
    client.kind.visible().filter(|(position, field)| field.required && client.get(*position).is_none()).collect()
}

/// What a conversion makes besides the client.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The account the client comes to belong to, if it exists already.
    pub account: Option<Uuid>,
    /// The name and id of an account to create, if there is none yet.
    pub new_account: Option<(Uuid, String)>,
    /// The opportunity to create: its id, name and amount in cents.
    pub opportunity: Option<(Uuid, String, Option<i64>)>,
}

/// The records after the conversion: the client first, then what was created. They are written in one act.
pub fn converted(client: &Record, wanted: &Wanted, first: &Stage, now: Millis) -> Vec<Record> {
    let mut after = client.clone();
    after.set(STATUS, Some("client".into()));
    after.set(STEP, None);
    after.set(client::LOST_REASON, None);
    after.set(client::CAPTURED_AT, None);
    let owner = client.get(client::ASSIGNEE).cloned();
    let mut made = Vec::new();
    let mut account = wanted.account;
    if let Some((id, name)) = &wanted.new_account {
        made.push(new_account(client, *id, name));
        account = Some(*id);
    }
    if let Some(id) = account {
        after.set(client::ACCOUNT, Some(id.to_string().into()));
    }
    if let Some((id, name, amount)) = &wanted.opportunity {
        let mut record = Record::new(&OPPORTUNITY, *id);
        record.set(opportunity::NAME, Some(name.as_str().into()));
        record.set(opportunity::AMOUNT, amount.map(Value::Number));
        record.set(opportunity::CURRENCY, Some("EUR".into()));
        record.set(opportunity::CLIENT, Some(client.id.to_string().into()));
        record.set(opportunity::ACCOUNT, account.map(|id| id.to_string().into()));
        record.set(opportunity::ASSIGNEE, owner);
        record.set(opportunity::SOURCE, client.get(client::SOURCE).cloned());
        made.push(first.moved(&record, None, now));
    }
    made.insert(0, after);
    made
}

/// An account of a client's company, with what the client's record knows of it.
pub fn new_account(client: &Record, id: Uuid, name: &str) -> Record {
    let mut record = Record::new(&ACCOUNT_KIND, id);
    record.set(account::NAME, Some(name.into()));
    for (to, from) in [
        (account::ASSIGNEE, client::ASSIGNEE),
        (account::ANNUAL_REVENUE, client::ANNUAL_REVENUE),
        (account::EMPLOYEES, client::EMPLOYEES),
        (account::ADDRESS, client::ADDRESS),
        (account::POSTAL_CODE, client::POSTAL_CODE),
        (account::CITY, client::CITY),
        (account::COUNTRY, client::COUNTRY),
        (account::WEBSITE, client::WEBSITE),
    ] {
        record.set(to, client.get(from).cloned());
    }
    record
}

/// The account that a company's name means: the same once folded, legal forms left out ("Zinguerie Roy SARL" is
/// "ZINGUERIE ROY"). A suggestion, never a link by force.
pub fn account_named<'a>(name: &str, accounts: impl IntoIterator<Item = &'a Record>) -> Option<&'a Record> {
    let wanted = company_key(name);
    let mut living = accounts.into_iter().filter(|account| !account.is_deleted());
    living.find(|account| !wanted.is_empty() && company_key(account.text(account::NAME)) == wanted)
}

/// A company's name folded, without its legal form.
fn company_key(name: &str) -> String {
    const FORMS: [&str; 9] = ["sarl", "sas", "sasu", "sa", "eurl", "sci", "scop", "snc", "ei"];
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !FORMS.contains(word)).collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::CLIENT;
    use crate::pipeline::Pipeline;

    fn prospect() -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        for (field, text) in [
            (STATUS, "prospect"),
            (client::LAST_NAME, "Roy"),
            (client::COMPANY, "Zinguerie Roy"),
            (client::SOURCE, "event"),
            (client::ASSIGNEE, "01890a5d-ac96-774b-bcce-b302099a8057"),
        ] {
            record.set(field, Some(text.into()));
        }
        record.set(client::CAPTURED_AT, Some(Value::Number(1)));
        record
    }

    #[test]
    fn a_client_tells_no_step_of_the_prospect_it_was() {
        let mut client = Record::new(&client::CLIENT, Uuid::nil());
        client.set(STATUS, Some("prospect".into()));
        assert!(!is_past(&client, STEP));
        client.set(STATUS, Some("client".into()));
        assert!(is_past(&client, STEP) && is_past(&client, client::LOST_REASON) && !is_past(&client, client::WARMTH));
    }

    #[test]
    fn a_captured_prospect_lacks_the_required_fields() {
        let names: Vec<_> = missing(&prospect()).into_iter().map(|(_, field)| field.name).collect();
        assert_eq!(names, ["first_name", "email"]);
    }

    #[test]
    fn a_conversion_makes_a_client_its_account_and_an_opportunity_that_know_each_other() {
        let (account, deal) = (Uuid::from_u128(2), Uuid::from_u128(3));
        let wanted = Wanted {
            account: None,
            new_account: Some((account, "Zinguerie Roy".into())),
            opportunity: Some((deal, "Toiture".into(), Some(1_200_000))),
        };
        let pipeline = Pipeline::of(std::iter::empty());
        let made = converted(&moved(&prospect(), "lost", Some("price")), &wanted, pipeline.first().unwrap(), 1);
        assert_eq!(made.len(), 3);
        assert_eq!((made[0].text(STATUS), made[0].get(STEP), made[0].get(client::CAPTURED_AT)), ("client", None, None));
        assert_eq!(
            (made[0].get(client::LOST_REASON), made[0].text(client::ACCOUNT)),
            (None, account.to_string().as_str())
        );
        assert_eq!((made[1].id, made[1].text(account::ASSIGNEE)), (account, prospect().text(client::ASSIGNEE)));
        assert_eq!(made[2].text(opportunity::CLIENT), prospect().id.to_string());
        assert_eq!(made[2].text(opportunity::ACCOUNT), account.to_string());
        assert_eq!((made[2].text(opportunity::SOURCE), made[2].number(opportunity::PROBABILITY)), ("event", Some(10)));
    }

    #[test]
    fn a_prospect_without_a_step_is_new_and_only_a_loss_has_a_reason() {
        assert_eq!(step(&prospect()), "new");
        assert_eq!(moved(&prospect(), "lost", Some("price")).text(client::LOST_REASON), "price");
        assert_eq!(moved(&prospect(), "qualified", Some("price")).get(client::LOST_REASON), None);
        let lanes = lanes(&[&prospect(), &moved(&prospect(), "lost", None)]);
        assert_eq!((lanes.len(), &lanes[0].cards, &lanes[4].cards), (5, &vec![0], &vec![1]));
    }

    #[test]
    fn a_company_is_recognised_without_its_legal_form() {
        let mut account = Record::new(&ACCOUNT_KIND, Uuid::from_u128(9));
        account.set(account::NAME, Some("ZINGUERIE ROY".into()));
        assert!(account_named("Zinguerie Roy SARL", [&account]).is_some());
        assert!(account_named("Zinguerie Royer", [&account]).is_none() && account_named(" ", [&account]).is_none());
    }
}
