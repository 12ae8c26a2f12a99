//! Laws over whole records: what a form shows is read back, what a file holds is read back, and both only give values
//! that the server accepts.

use domain::client::{self, CLIENT};
use domain::csv::{self, Format, Names};
use domain::{Draft, Lang, Person, Record, Role, Shape, Value};
use proptest::prelude::*;
use uuid::Uuid;

/// Texts that try every trap of CSV and of formulas.
fn line(limit: usize) -> BoxedStrategy<String> {
    prop_oneof!["[=+@'\\-;,\"|<>&a-zéÉœ’ ]{1,30}", "\\PC{1,30}", Just("=HYPERLINK(\"http://a\")".to_owned())]
        .prop_map(move |text| {
            text.chars()
                .filter(|&letter| !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{fffd}'))
                .take(limit)
                .collect::<String>()
        })
        .boxed()
}

fn value(shape: Shape) -> BoxedStrategy<String> {
    match shape {
        Shape::Line(limit) => line(limit),
        Shape::Email => "[a-z0-9+'=-]{1,9}(\\.[A-Z0-9]{1,5})?@[a-z]{1,9}\\.(fr|example)".boxed(),
        Shape::Phone => "\\+(33[1-9][0-9]{8}|32[1-9][0-9]{7,8}|41[1-9][0-9]{8}|1[2-9][0-9]{9}|352[0-9]{4,11})".boxed(),
        Shape::PostalCode => "[0-9]{5}|[A-Z]{1,2}-[0-9]{4}|[A-Z]{2}[0-9] [0-9][A-Z]{2}".boxed(),
        Shape::Money => "[0-9]{1,12},[0-9]{2}".boxed(),
        Shape::Count => "[0-9]{1,9}".boxed(),
        Shape::Date => "(0[1-9]|1[0-9]|2[0-8])/(0[1-9]|1[0-2])/(19|20|21)[0-9]{2}".boxed(),
        Shape::Url => "https?://[a-z]{1,9}\\.fr(/[a-z?=+@']{0,9})?".boxed(),
        Shape::Choice(choices) => (0..choices.len()).prop_map(move |place| choices[place].key.to_owned()).boxed(),
        Shape::Time => "([01][0-9]|2[0-3]):[0-5][0-9]".boxed(),
        Shape::Percent => "[0-9]|[1-9][0-9]|100".boxed(),
        Shape::Siren => Just("732829320".to_owned()).boxed(),
        Shape::Siret => "7328293200007[4]|35600000000048".boxed(),
        Shape::Person | Shape::Link(_) => any::<u128>().prop_map(|id| Uuid::from_u128(id | 1).to_string()).boxed(),
        Shape::Tags => "[=+@'a-zé-]{1,9}(\\|[=+@'a-zé-]{1,9}){0,5}".boxed(),
        Shape::Notes => "[=+@'\\-;,\"|\t\n\r a-zé€<>]{1,60}".boxed(),
        Shape::Instant => (0..1_i64 << 52).prop_map(|at| at.to_string()).boxed(),
        Shape::Conflicts => Just(r#"[{"id":"01890a5d-ac96-774b-bcce-b302099a8057"}]"#.to_owned()).boxed(),
    }
}

/// A client whose fields are filled at random; the required ones always.
fn record() -> impl Strategy<Value = Record> {
    let fields: Vec<_> = CLIENT
        .fields
        .iter()
        .map(|field| {
            if field.required {
                value(field.shape).prop_map(Some).boxed()
            } else {
                proptest::option::of(value(field.shape)).boxed()
            }
        })
        .collect();
    (any::<u128>(), fields).prop_map(|(id, texts)| {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
        for (position, (field, text)) in CLIENT.fields.iter().zip(texts).enumerate() {
            let parsed = text.and_then(|text| {
                field.parse(&text).unwrap_or_else(|fault| panic!("{}: {text:?}: {fault}", field.name))
            });
            let wanted = parsed.or_else(|| field.required.then(|| Value::from("x")));
            record.set(position, wanted);
        }
        record
    })
}

fn in_columns(record: &Record) -> Vec<Option<Value>> {
    CLIENT.visible().map(|(position, _)| record.get(position).cloned()).collect()
}

/// What a file calls a person or a linked record, so that no two have one name.
fn named(shape: Shape, id: Uuid) -> String {
    match shape {
        Shape::Link(_) => format!("=Œuvre, {} & fils", id.simple()),
        _ => format!("{}@team.example", id.simple()),
    }
}

/// Whom and what these records name.
fn names(records: &[Record]) -> Names {
    let linked = |position| records.iter().filter_map(move |record: &Record| record.link(position));
    let person = |id| {
        let email = named(Shape::Person, id);
        Person { id, name: String::new(), email, role: Role::Seller, closed_at: None }
    };
    let people: Vec<Person> = linked(client::ASSIGNEE).map(person).collect();
    let of = |position: usize| {
        let (kind, shape) = (CLIENT.linked(position).expect("a link"), CLIENT.fields[position].shape);
        linked(position).map(move |id| (kind, id, named(shape, id)))
    };
    Names::new(&people, of(client::ACCOUNT).chain(of(client::EVENT)))
}

fn language() -> impl Strategy<Value = Lang> {
    prop_oneof![Just(Lang::Fr), Just(Lang::En)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_parsed_is_accepted_and_what_is_shown_is_parsed(record in record(), lang in language()) {
        for (position, field) in CLIENT.fields.iter().enumerate() {
            let Some(value) = record.get(position) else { continue };
            prop_assert!(field.accepts(value), "{}: {value:?}", field.name);
            prop_assert_eq!(field.parse(&field.input(value, lang)), Ok(Some(value.clone())), "{}", field.name);
            if !matches!(field.shape, Shape::Instant | Shape::Conflicts) {
                prop_assert_eq!(field.parse(&field.show(value, lang)), Ok(Some(value.clone())), "{}", field.name);
            }
        }
    }

    #[test]
    fn an_untouched_form_changes_nothing(record in record(), lang in language()) {
        prop_assert_eq!(Draft::of(&record, lang).check(&record), Ok(record));
    }

    #[test]
    fn what_is_exported_is_imported_the_same(
        mut records in proptest::collection::vec(record(), 1..4), lang in language(), format in prop_oneof![Just(Format::Excel), Just(Format::Standard)]
    ) {
        for (place, record) in records.iter_mut().enumerate() {
            record.set(client::DELETED_AT, None);
            record.set(client::EMAIL, Some(Value::Text(format!("{place}.{}", record.text(client::EMAIL)))));
        }
        let bytes = csv::write(&CLIENT, &records, format, lang, &mut |shape, id| Some(named(shape, id)));
        let reading = csv::read(&CLIENT, &bytes, &names(&records)).expect("a readable file");
        prop_assert!(reading.unknown.is_empty(), "{:?}", reading.unknown);
        prop_assert!(reading.faults.is_empty(), "{:?}", reading.faults.iter().map(|fault| fault.text(Lang::Fr)).collect::<Vec<_>>());
        let read: Vec<Vec<Option<Value>>> = reading.rows.iter().map(|row| row.values.iter().map(|(_, value)| value.clone()).collect()).collect();
        prop_assert_eq!(read, records.iter().map(in_columns).collect::<Vec<_>>());
        let again = csv::plan(&CLIENT, reading.rows, &records, &mut Uuid::nil);
        prop_assert!(again.changes.is_empty() && again.faults.is_empty());
    }

    #[test]
    fn no_cell_of_an_excel_file_starts_a_formula(record in record(), lang in language()) {
        let bytes = csv::write(&CLIENT, [&record], Format::Excel, lang, &mut |_, _| None);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a mark");
        let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()) {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }

    #[test]
    fn no_file_makes_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), separator in prop_oneof![Just(';'), Just(','), Just('\t')]) {
        let mut file = ["Prénom", "Nom", "Email", "Statut", "Notes\n"].join(&separator.to_string()).into_bytes();
        file.extend(bytes);
        let _ = csv::read(&CLIENT, &file, &Names::default());
    }
}

#[test]
fn foreign_phones_stay_readable_in_excel() {
    let mut record = Record::new(&CLIENT, Uuid::nil());
    record.set(client::PHONE, Some(Value::from("+33612345678")));
    record.set(client::MOBILE, Some(Value::from("+32475123456")));
    record.set(client::TWITTER, Some(Value::from("@lea")));
    let excel =
        String::from_utf8(csv::write(&CLIENT, [&record], Format::Excel, Lang::Fr, &mut |_, _| None)).expect("UTF-8");
    assert!(
        excel.contains(";06 12 34 56 78;0032 475 12 34 56;") && excel.contains(";'@lea;") && excel.ends_with("\r\n")
    );
    let standard =
        String::from_utf8(csv::write(&CLIENT, [&record], Format::Standard, Lang::En, &mut |_, _| None)).expect("UTF-8");
    assert!(standard.contains(",+33612345678,+32475123456,") && standard.starts_with("First name,Last name,"));
}
