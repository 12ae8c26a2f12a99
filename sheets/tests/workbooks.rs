//! What is written is read back as the same clients; what other programs write is read as people see it; what is hostile
//! is refused.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::io::{Cursor, Write as _};

use domain::account::ACCOUNT;
use domain::client::{self, CLIENT};
use domain::csv::{self, Cell, Names};
use domain::{Lang, Person, Record, Role, Shape, Value};
use proptest::prelude::*;
use sheets::{Fault, Sheet, read, write};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        archive.start_file(*path, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TOP: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships>
    <Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://x/worksheet" Target="worksheets/sheet2.xml"/>
    <Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/>
    <Relationship Id="rId4" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const BOOK: &str = r#"<x:workbook xmlns:x="a" xmlns:r="b"><x:sheets><x:sheet name="Accueil" r:id="rId1"/><x:sheet name="Clients" r:id="rId2"/></x:sheets></x:workbook>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0#&quot; &quot;##&quot; &quot;##&quot; &quot;##&quot; &quot;##"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>"#;
const TEXTS: &str = r#"<sst><si><t>Nom</t></si><si><r><t>Li</t></r><r><rPr><b/></rPr><t xml:space="preserve">sa &amp; Fils</t></r><rPh><t>リサ</t></rPh></si></sst>"#;

/// A workbook as another program writes it, with this sheet behind an empty one.
fn foreign(rows: &str) -> Vec<u8> {
    packed(&[
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", TEXTS),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row r="1"><c r="A1" s="1"/></row></sheetData></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet2.xml",
            &format!("<x:worksheet xmlns:x=\"a\"><x:sheetData>{rows}</x:sheetData></x:worksheet>"),
        ),
    ])
}

#[test]
fn a_workbook_of_another_program_is_read_as_people_see_it() {
    let rows = r#"
        <x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>Le 1er_x000D_</x:t></x:is></x:c></x:row>
        <x:row r="4"><x:c r="A4" t="s"><x:v>1</x:v></x:c><x:c r="B4" s="2"><x:v>6.12345678E8</x:v></x:c><x:c r="C4" s="1"><x:v>46348</x:v></x:c>
            <x:c r="D4" s="3"><x:f>A1*2</x:f><x:v>1234.5000000000002</x:v></x:c></x:row>
        <x:row><x:c t="b"><x:v>1</x:v></x:c><x:c t="str"><x:f>"a"</x:f><x:v>=1+1</x:v></x:c><x:c t="d"><x:v>2026-11-22T00:00:00</x:v></x:c></x:row>"#;
    let wanted = "\"\"\r\n\"Nom\",\"\",\"Le 1er\r\",\"\"\r\n\"\"\r\n\
        \"Lisa & Fils\",\"06 12 34 56 78\",\"2026-11-22\",\"1234.5\"\r\n\"VRAI\",\"=1+1\",\"2026-11-22\",\"\"\r\n";
    assert_eq!(read(&foreign(rows)).as_deref(), Ok(wanted));
}

/// What a workbook calls a person or an account.
fn named(shape: Shape, id: Uuid) -> String {
    if matches!(shape, Shape::Person) {
        format!("{}@team.example", id.simple())
    } else {
        format!("={} SA", id.simple())
    }
}

/// A workbook with these clients, as the list takes them along.
fn exported(records: &[Record], lang: Lang) -> Vec<u8> {
    let rows = records
        .iter()
        .map(|record| csv::cells(&CLIENT, record, lang, &mut |shape, id| Some(named(shape, id))))
        .collect();
    let headings = csv::headings(&CLIENT, lang).map(str::to_owned).collect();
    write(&Sheet { name: "Clients".to_owned(), headings, rows }).unwrap()
}

/// The clients that an import reads of it, where everybody and everything that `known` name is known.
fn imported(bytes: &[u8], known: &[Record]) -> Vec<Record> {
    let text = read(bytes).unwrap();
    let person = |id| {
        let email = named(Shape::Person, id);
        Person { id, name: String::new(), email, role: Role::Seller, closed_at: None }
    };
    let people: Vec<Person> = known.iter().filter_map(|record| record.link(client::ASSIGNEE)).map(person).collect();
    let accounts = known.iter().filter_map(|record| record.link(client::ACCOUNT));
    let accounts = accounts.map(|id| (&ACCOUNT, id, named(Shape::Link("account"), id)));
    let reading = csv::read(&CLIENT, text.as_bytes(), &Names::new(&people, accounts)).unwrap();
    let faults: Vec<String> = reading.faults.iter().map(|fault| fault.text(Lang::Fr)).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let record = |row: csv::GoodRow| {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        row.values.into_iter().for_each(|(field, value)| record.set(field, value));
        record
    };
    reading.rows.into_iter().map(record).collect()
}

/// A client with texts that look like formulas, marks of XML and of workbooks.
fn record() -> impl Strategy<Value = Record> {
    let line = || "['=+@<>&;,\"_x0Da-zé-]{0,8}[a-zé]";
    (
        (line(), line(), line()),
        "['=+@<>&;,\"\n_x0Da-zé𝄞 -]{0,60}[a-z]",
        (0..=999_999_999_999_999_i64, 0..1_000_000_i64),
        (1900..2200, 1..13, 1..29),
        (r"\+(33[1-9][0-9]{8}|32[1-9][0-9]{7}|352[0-9]{6})", any::<u128>()),
    )
        .prop_map(|((first, last, company), notes, (revenue, employees), (year, month, day), (phone, person))| {
            let mut record = Record::new(&CLIENT, Uuid::nil());
            for (field, text) in [
                (client::FIRST_NAME, first),
                (client::LAST_NAME, last),
                (client::COMPANY, company),
                (client::NOTES, notes),
                (client::NEXT_CONTACT, format!("{year:04}-{month:02}-{day:02}")),
                (client::PHONE, phone),
                (client::POSTAL_CODE, "01000".to_owned()),
                (client::STATUS, "vip".to_owned()),
                (client::TAGS, "=a\nsalon".to_owned()),
                (client::ASSIGNEE, Uuid::from_u128(person | 1).to_string()),
                (client::ACCOUNT, Uuid::from_u128(!person | 1).to_string()),
                (client::STEP, "qualified".to_owned()),
                (client::WARMTH, "hot".to_owned()),
            ] {
                let parsed = CLIENT.fields[field].parse(&text).unwrap_or(Some(Value::Text(text)));
                record.set(field, parsed.map(|value| if field == client::TAGS { "=a\nsalon".into() } else { value }));
            }
            record.set(client::ANNUAL_REVENUE, Some(Value::Number(revenue)));
            record.set(client::EMPLOYEES, Some(Value::Number(employees)));
            record
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_is_imported_the_same(
        mut records in proptest::collection::vec(record(), 1..4), lang in prop_oneof![Just(Lang::Fr), Just(Lang::En)]
    ) {
        for (place, record) in records.iter_mut().enumerate() {
            record.set(client::EMAIL, Some(format!("={place}@roy.fr").into()));
        }
        prop_assert_eq!(imported(&exported(&records, lang), &records), records);
    }

    #[test]
    fn a_damaged_workbook_is_refused_or_read(place in any::<prop::sample::Index>(), with in any::<u8>(), rest in any::<bool>()) {
        let mut bytes = exported(&[Record::new(&CLIENT, Uuid::nil())], Lang::Fr);
        let place = place.index(bytes.len());
        if rest {
            bytes[place] = with;
        } else {
            bytes.truncate(place);
        }
        // It may be read where the byte says nothing; it must not panic.
        let _ = read(&bytes);
    }

    #[test]
    fn no_sheet_makes_reading_panic(rows in "(<x:(row|c|v|is|t|f)( [rst]=\"[A-Zsbd0-9.-]{0,4}\"){0,2}>|[0-9.eE-]{1,4}|</x:(row|c|v|is|t)>|&[a-z#0-9]{1,4};){0,30}") {
        let _ = read(&foreign(&rows));
    }
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let of = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(of(b"Nom;Statut\r\n"), Fault::NotABook);
    assert_eq!(of(b""), Fault::NotABook);
    assert_eq!(of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Fault::OldOrLocked);
    assert_eq!(of(&packed(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])), Fault::NotABook);
    let whole = exported(&[], Lang::Fr);
    assert_eq!(of(&whole[..whole.len() / 2]), Fault::Damaged);
    assert_eq!(of(&foreign("")), Fault::Empty);
    assert_eq!(of(&foreign("<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>7</x:v></x:c></x:row>")), Fault::Damaged);
    assert_eq!(of(&foreign("<x:row r=\"1048577\"></x:row>")), Fault::Damaged);
    assert_eq!(of(&foreign("<x:row r=\"1\"></x:wrong>")), Fault::Damaged);
}

/// So many rows.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (1..=count).fold(String::new(), |rows, number| rows + &row(number))
}

#[test]
fn a_workbook_that_swells_is_refused() {
    let bomb = packed(&[
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{}", " ".repeat(300 << 20))),
    ]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb), Err(Fault::TooLarge));
    // Each row is short, and yet a whole sheet wide.
    let wide = rows(2000, |row| format!("<x:row r=\"{row}\"><x:c r=\"XFD{row}\"><x:v>1</x:v></x:c></x:row>"));
    assert_eq!(read(&foreign(&wide)), Err(Fault::TooLarge));
    // One text is long, and stands everywhere.
    let long = "x".repeat(1 << 20);
    let everywhere = rows(200, |row| format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>"));
    let echo = packed(&[
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/sharedStrings.xml", &format!("<sst><si><t>{long}</t></si></sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{everywhere}</sheetData></worksheet>")),
    ]);
    assert_eq!(read(&echo), Err(Fault::TooLarge));
}

#[test]
fn a_formula_like_text_is_no_formula() {
    let rows = vec![vec![Cell::Text("=HYPERLINK(\"http://a\")".to_owned())]];
    let bytes = write(&Sheet { name: "Clients".to_owned(), headings: vec!["Notes".to_owned()], rows }).unwrap();
    assert_eq!(read(&bytes).unwrap(), "\"Notes\"\r\n\"=HYPERLINK(\"\"http://a\"\")\"\r\n");
}
