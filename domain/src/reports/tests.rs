//! What the reports promise, on small books and on invented large ones.

use proptest::prelude::*;

use super::*;
use crate::account::{self, ACCOUNT};
use crate::client::{self, CLIENT};
use crate::csv::{self, Format};
use crate::lang::Lang;
use crate::opportunity::OPPORTUNITY;
use crate::value::Value;

const NOW: Millis = 1_795_258_800_000;
const DAY: Millis = 86_400_000;
const JULIEN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// An id that says the record was made so many days before now.
fn id(days: Millis, number: u128) -> Uuid {
    let at = u128::try_from(NOW - days * DAY).unwrap();
    Uuid::from_u128(at << 80 | 0x7000_8000_0000_0000_0000 | number)
}

fn filled(mut record: Record, texts: &[(usize, &str)]) -> Record {
    for (field, text) in texts {
        record.set(*field, Some(Value::from(*text)).filter(|_| !text.is_empty()));
    }
    record
}

fn lead(number: u128, days: Millis, status: &str, source: &str, step: &str) -> Record {
    let record = Record::new(&CLIENT, id(days, number));
    filled(
        record,
        &[(client::STATUS, status), (client::SOURCE, source), (client::STEP, step), (client::ASSIGNEE, JULIEN)],
    )
}

fn deal(number: u128, stage: usize, cents: i64, currency: &str, account: Option<Uuid>) -> Record {
    let mut record = Record::new(&OPPORTUNITY, id(10, number));
    record.set(opportunity::AMOUNT, Some(Value::Number(cents)));
    record.set(opportunity::CURRENCY, Some(currency.into()));
    record.set(opportunity::ACCOUNT, account.map(|id| id.to_string().into()));
    record.set(opportunity::EXPECTED_CLOSE, Some("2027-02-01".into()));
    Pipeline::of([]).stages[stage].moved(&record, Some("price"), NOW - 3 * DAY)
}

fn asked(subject: Subject, by: Grouping) -> Question {
    Question { subject, by, ..Question::default() }
}

fn answer(question: &Question, clients: &[Record], accounts: &[Record], opportunities: &[Record]) -> Report {
    let (clients, accounts): (Vec<_>, Vec<_>) = (clients.iter().collect(), accounts.iter().collect());
    let opportunities: Vec<_> = opportunities.iter().collect();
    let pipeline = &Pipeline::of([]);
    let material =
        Material { clients: &clients, accounts: &accounts, opportunities: &opportunities, pipeline, now: NOW };
    report(question, &material)
}

#[test]
fn prospects_are_counted_by_source_with_their_age_and_conversion() {
    let mut gone = lead(9, 1, "prospect", "event", "new");
    gone.set(client::DELETED_AT, Some(Value::Number(1)));
    let clients = [
        lead(1, 10, "prospect", "event", ""),
        lead(2, 21, "prospect", "event", "qualified"),
        lead(3, 5, "prospect", "event", "lost"),
        lead(4, 5, "vip", "event", ""),
        lead(5, 5, "prospect", "", "new"),
        lead(6, 5, "inactive", "event", ""),
        gone,
    ];
    let told = answer(&asked(Subject::Prospects, Grouping::Source), &clients, &[], &[]);
    let keys: Vec<_> = told.lines.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(keys, ["event", ""]);
    let event = &told.lines[0].all;
    assert_eq!((event.count, event.lost, event.converted), (2, 1, 1));
    assert_eq!((event.conversion(), event.age()), (Some(25), Some(16)));
    let question = Question { across: Some(Grouping::Step), ..asked(Subject::Prospects, Grouping::Owner) };
    let told = answer(&question, &clients, &[], &[]);
    assert_eq!(told.across, ["new", "qualified", "lost", CONVERTED]);
    assert_eq!(told.lines[0].cells, [2, 1, 1, 1]);
}

#[test]
fn opportunities_are_added_up_by_stage_and_currency() {
    let deals = [
        deal(1, 0, 33_333, "EUR", None),
        deal(2, 0, 100, "CHF", None),
        deal(3, 4, 5_000, "EUR", None),
        deal(4, 5, 7_000, "EUR", None),
        deal(5, 5, 1, "EUR", None),
    ];
    let told = answer(&asked(Subject::Opportunities, Grouping::Stage), &[], &[], &deals);
    assert_eq!(told.lines.len(), 3);
    let waited: Vec<_> = told.lines.iter().map(|line| line.all.in_stage()).collect();
    assert_eq!((waited, told.total.all.in_stage()), (vec![Some(3), None, None], Some(3)));
    assert_eq!(told.lines[0].all.weighted.parts().collect::<Vec<_>>(), [("EUR", 3_333), ("CHF", 10)]);
    assert_eq!(told.total.all.won_rate(), Some(33));
    assert_eq!((told.total.all.won_amount.euros(), told.total.all.lost_amount.euros()), (5_000, 7_001));
    let reasons = answer(&asked(Subject::Opportunities, Grouping::LostReason), &[], &[], &deals);
    assert_eq!((reasons.lines[0].key.as_str(), reasons.lines[0].all.lost), ("price", 2));
}

#[test]
fn a_period_counts_what_closed_in_it_and_what_should() {
    let deals = [deal(1, 0, 100, "EUR", None), deal(2, 4, 200, "EUR", None)];
    let question = Question { from: "2027-01-01".into(), ..asked(Subject::Opportunities, Grouping::Stage) };
    assert_eq!(answer(&question, &[], &[], &deals).total.all.all(), 1);
    let question = Question { to: "2026-12-31".into(), ..question };
    assert_eq!(answer(&question, &[], &[], &deals).total.all.all(), 0);
    let question = Question { person: Some(NOBODY.into()), ..asked(Subject::Opportunities, Grouping::Owner) };
    assert_eq!(answer(&question, &[], &[], &deals).total.all.all(), 2);
    let question = Question { person: Some(JULIEN.into()), ..question };
    assert_eq!(answer(&question, &[], &[], &deals).total.all.all(), 0);
}

#[test]
fn accounts_are_told_with_their_revenue_and_what_is_open() {
    let mut firm = filled(Record::new(&ACCOUNT, id(1, 1)), &[(account::INDUSTRY, "trade")]);
    firm.set(account::ANNUAL_REVENUE, Some(Value::Number(200_000_000)));
    let other = Record::new(&ACCOUNT, id(1, 2));
    let deals = [deal(3, 3, 1_000, "EUR", Some(firm.id)), deal(4, 4, 500, "EUR", Some(firm.id))];
    let question = Question { across: Some(Grouping::Industry), ..asked(Subject::Accounts, Grouping::Revenue) };
    let told = answer(&question, &[], &[firm, other], &deals);
    let line = &told.lines[0];
    assert_eq!((line.key.as_str(), line.all.count, line.all.revenue.euros()), ("small", 1, 200_000_000));
    assert_eq!((line.all.amount.euros(), line.all.weighted.euros(), line.all.won_amount.euros()), (1_000, 750, 500));
    assert_eq!(told.lines[1].key, "");
    assert_eq!((told.across, told.total.cells), (vec!["trade".to_owned(), String::new()], vec![1, 1]));
}

#[test]
fn what_means_nothing_is_left_out_of_a_question() {
    let asked = Question {
        across: Some(Grouping::Client),
        from: "2026-1-5".into(),
        to: "demain".into(),
        person: Some("Julien\0".into()),
        ..asked(Subject::Opportunities, Grouping::Step)
    };
    let wanted = Question {
        subject: Subject::Opportunities,
        by: Grouping::Stage,
        from: "2026-01-05".into(),
        ..Question::default()
    };
    assert_eq!(asked.checked(), wanted);
}

#[test]
fn prospects_of_a_period_were_made_between_its_midnights_in_paris() {
    let day = |at: Millis| time::day(at);
    let clients: Vec<_> = (0_u32..80)
        .map(|hours| {
            let at = u128::try_from(NOW - Millis::from(hours) * 3_600_000).unwrap();
            Record::new(&CLIENT, Uuid::from_u128(at << 80 | 0x7000_8000_0000_0000_0000 | u128::from(hours)))
        })
        .collect();
    for (from, to) in [(2, 1), (1, 1), (3, 0)].map(|(from, to)| (day(NOW - from * DAY), day(NOW - to * DAY))) {
        let inside =
            clients.iter().filter(|record| (from.clone()..=to.clone()).contains(&day(time::made_at(record.id))));
        let question = Question { from: from.clone(), to: to.clone(), ..Question::default() };
        assert_eq!(answer(&question, &clients, &[], &[]).total.all.all(), inside.count() as u64, "{from} to {to}");
    }
}

#[test]
fn a_file_has_a_line_each_and_a_total_and_no_formula() {
    let deals = [deal(1, 0, 123_450, "EUR", None), deal(2, 4, 100, "USD", None)];
    let told = answer(&asked(Subject::Opportunities, Grouping::Stage), &[], &[], &deals);
    let (headings, rows) = table(Subject::Opportunities, &told, "Étape", &|_| "=étape".into(), Lang::Fr);
    let text = csv::table(&headings, rows, Format::Excel);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].contains("Montant en cours (EUR)") && lines[0].contains("Montant gagné (USD)"), "{}", lines[0]);
    assert!(lines[1].starts_with("'=étape;1;1234,50;123,45;"), "{}", lines[1]);
    assert!(lines[3].starts_with("Total;1;"), "{}", lines[3]);
}

proptest! {
    #[test]
    fn lines_and_columns_always_add_up_to_the_total(
        deals in proptest::collection::vec((0_usize..6, 0_i64..10_000_000, 0_usize..4), 0..60)
    ) {
        let currency = |at: usize| crate::opportunity::CURRENCIES[at].key;
        let deals: Vec<_> = (0..).zip(&deals).map(|(at, (stage, cents, money))| deal(at, *stage, *cents, currency(*money), None)).collect();
        let question = Question { across: Some(Grouping::Month), ..asked(Subject::Opportunities, Grouping::Stage) };
        let told = answer(&question, &[], &[], &deals);
        let sum = |of: fn(&Figures) -> &crate::sums::Sums, figures: Vec<&Figures>| {
            figures.iter().flat_map(|figures| of(figures).parts()).map(|(_, cents)| cents).sum::<i64>()
        };
        let of = |figures: &Figures| figures.all();
        prop_assert_eq!(told.lines.iter().map(|line| of(&line.all)).sum::<u64>(), deals.len() as u64);
        prop_assert_eq!(told.total.cells.iter().sum::<u64>(), deals.len() as u64);
        let lines: Vec<_> = told.lines.iter().map(|line| &line.all).collect();
        prop_assert_eq!(sum(|figures| &figures.amount, lines.clone()), sum(|figures| &figures.amount, vec![&told.total.all]));
        prop_assert_eq!(sum(|figures| &figures.won_amount, lines), sum(|figures| &figures.won_amount, vec![&told.total.all]));
        for line in &told.lines {
            prop_assert_eq!(line.cells.len(), told.across.len());
        }
    }
}
