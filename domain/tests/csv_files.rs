//! Files as people's programs write them, read whole: every value, every fault, by row and column.

use domain::account::ACCOUNT;
use domain::client::{self, CLIENT};
use domain::csv::{self, Encoding, GoodRow, Names, Reading, Separator};
use domain::{Lang, Person, Role, Value};
use uuid::Uuid;

const NORTH: Uuid = Uuid::from_u128(0xa);

fn read(bytes: &[u8]) -> Reading {
    let north = Person {
        id: NORTH,
        name: "Paul Nord".to_owned(),
        email: "nord@carnet.example".to_owned(),
        role: Role::Seller,
        closed_at: None,
    };
    let accounts = [(1, "Roche"), (2, "Établissements Blanc"), (3, "ROCHE")];
    let accounts = accounts.map(|(id, name)| (&ACCOUNT, Uuid::from_u128(id), name.to_owned()));
    csv::read(&CLIENT, bytes, &Names::new(&[north], accounts)).expect("a readable file")
}

fn text(row: &GoodRow, field: usize) -> &str {
    row.get(field).and_then(Value::as_text).unwrap_or_default()
}

fn number(row: &GoodRow, field: usize) -> Option<i64> {
    row.get(field).and_then(Value::as_number)
}

#[test]
fn a_file_from_excel_in_france_is_read() {
    let reading = read(include_bytes!("data/excel_france.csv"));
    assert_eq!((reading.sniffed.encoding, reading.sniffed.separator), (Encoding::Utf8Marked, Separator::Semicolon));
    assert_eq!(faults(&reading), Vec::<String>::new());
    let unread: Vec<&str> =
        reading.columns.iter().filter(|column| column.field.is_none()).map(|column| column.heading.as_str()).collect();
    assert_eq!(unread, ["Pointure"]);
    let [anne, bjorn, gilles] = reading.rows.as_slice() else { panic!("three rows: {:?}", reading.rows) };
    assert_eq!((anne.row, bjorn.row, gilles.row, reading.total), (2, 3, 5, 3));
    assert_eq!(text(anne, client::EMAIL), "Anne.Cecile@exemple.fr");
    assert_eq!((text(anne, client::PHONE), text(anne, client::MOBILE)), ("+33472000001", "+33612345678"));
    assert_eq!((number(anne, client::ANNUAL_REVENUE), number(anne, client::EMPLOYEES)), (Some(123_450), Some(12)));
    assert_eq!((text(anne, client::POSTAL_CODE), text(anne, client::WEBSITE)), ("01000", "https://exemple.fr"));
    assert_eq!((text(anne, client::TWITTER), text(anne, client::SOURCE)), ("@annececile", "event"));
    assert_eq!(
        (text(anne, client::ASSIGNEE), text(anne, client::TAGS)),
        (NORTH.to_string().as_str(), "BTP\nà rappeler")
    );
    assert_eq!(text(anne, client::NOTES), "Première ligne\nseconde ; ligne \"citée\"");
    assert_eq!((text(anne, client::NEXT_CONTACT), text(bjorn, client::NEXT_CONTACT)), ("2026-12-03", "2027-02-01"));
    assert_eq!((text(bjorn, client::PHONE), text(bjorn, client::NOTES)), ("+32475123456", "-"));
    assert_eq!((text(gilles, client::LAST_NAME), text(gilles, client::MOBILE)), ("'t Hooft", "+352621123456"));
    assert_eq!(
        (number(gilles, client::ANNUAL_REVENUE), number(gilles, client::EMPLOYEES)),
        (Some(98_300_000), Some(1200))
    );
}

#[test]
fn a_file_from_another_program_is_read() {
    let reading = read(include_bytes!("data/other_program.csv"));
    assert_eq!((reading.sniffed.encoding, reading.sniffed.separator), (Encoding::Utf8, Separator::Comma));
    assert_eq!(faults(&reading), Vec::<String>::new());
    let [chloe, paul] = reading.rows.as_slice() else { panic!("two rows") };
    assert_eq!(
        (text(chloe, client::STATUS), text(chloe, client::TAGS), text(chloe, client::NOTES)),
        ("inactive", "a\nb", "line 1\nline 2")
    );
    assert_eq!(
        (number(chloe, client::ANNUAL_REVENUE), number(paul, client::ANNUAL_REVENUE)),
        (Some(123_450), Some(123_456))
    );
    assert_eq!((text(paul, client::MOBILE), text(paul, client::NOTES)), ("+32475123456", "=1+1"));
}

#[test]
fn every_fault_is_told_by_row_and_column() {
    let reading = read(include_bytes!("data/faults_windows_1252.csv"));
    assert_eq!((reading.sniffed.encoding, reading.total, reading.rows.len()), (Encoding::Windows1252, 8, 1));
    let eloise = reading.rows.first().expect("one good row");
    assert_eq!((text(eloise, client::LAST_NAME), text(eloise, client::NOTES)), ("Bœuf", "Prix : 12 €"));
    let places: Vec<(usize, &str)> =
        reading.faults.iter().map(|fault| (fault.row, fault.column.as_deref().unwrap_or("-"))).collect();
    assert_eq!(
        places,
        [
            (3, "Prénom"),
            (3, "Email"),
            (3, "Statut"),
            (4, "-"),
            (4, "Téléphone"),
            (6, "Email"),
            (7, "Téléphone"),
            (7, "Revenu annuel"),
            (7, "Nombre d'employés"),
            (7, "Code postal"),
            (7, "Site web"),
            (7, "Assigné à"),
            (7, "Tags"),
            (7, "Prochain contact"),
            (8, "-"),
            (9, "Nom"),
            (9, "Prochain contact"),
            (10, "-"),
        ]
    );
    assert_eq!(
        reading.faults.first().map(|fault| fault.text(Lang::En)).as_deref(),
        Some("Row 3, column “Prénom”: This field is required: fill in “First name”.")
    );
    assert!(faults(&reading).iter().any(|fault| fault
        == "Ligne 3, colonne «\u{a0}Email\u{a0}», valeur «\u{a0}pas-un-email\u{a0}»\u{a0}: Ce n’est pas une adresse e-mail. Écrivez-la comme prenom.nom@exemple.fr."));
    assert!(reading.unknown.is_empty(), "a row with another fault does not go in");
    assert!(faults(&reading).iter().any(|fault| fault.contains("le même qu’à la ligne 2")));
    assert!(faults(&reading).iter().any(|fault| fault.contains("n’est jamais refermé")));
}

#[test]
fn damaged_letters_are_told_and_not_guessed() {
    let reading = read("Prénom;Nom;Email;Statut\nÉlo\u{fffd};Noël;a@b.fr;Client\nÉlia;Noël;c@b.fr;Client".as_bytes());
    assert_eq!(reading.rows.len(), 1);
    assert!(faults(&reading).iter().all(|fault| fault.contains("illisibles")));
}

#[test]
fn a_file_that_is_no_list_of_clients_is_refused_with_the_way_out() {
    let refused = |bytes: &[u8]| csv::read(&CLIENT, bytes, &Names::default()).expect_err("refused").text(Lang::Fr);
    assert!(refused(b"").contains("vide"));
    assert!(refused(b"\xef\xbb\xbf\r\n\r\n").contains("vide"));
    assert!(refused(b"PK\x03\x04\0\0\xff\xfe\0").contains("Prénom"));
    assert!(refused("Prénom;Nom;Email".as_bytes()).contains("Statut"));
}

fn faults(reading: &Reading) -> Vec<String> {
    reading.faults.iter().map(|fault| fault.text(Lang::Fr)).collect()
}

#[test]
fn a_row_that_names_a_stranger_goes_in_with_nobody_assigned_and_says_so() {
    let reading =
        read("Prénom;Nom;Email;Statut;Assigné à\nZoé;Blanc;zoe@blanc.example;VIP;inconnu@carnet.example\n".as_bytes());
    assert_eq!((reading.rows.len(), reading.faults.len(), reading.unknown.len()), (1, 0, 1));
    assert!(reading.rows.first().is_some_and(|row| row.get(client::ASSIGNEE).is_none()));
    let told = reading.unknown.first().map(|fault| fault.text(Lang::Fr)).unwrap_or_default();
    assert!(
        told.starts_with("Ligne 2, colonne «\u{a0}Assigné à\u{a0}»") && told.contains("sans assignation"),
        "{told}"
    );
}

#[test]
fn a_row_whose_account_is_unknown_or_ambiguous_goes_in_without_it_and_says_so() {
    let reading = read(
        "Prénom;Nom;Email;Statut;Compte;Étape;Intérêt;Raison de la perte\n\
         Zoé;Blanc;zoe@blanc.example;VIP;etablissements BLANC;perdu;hot;Price\n\
         Léa;Roche;lea@roche.example;VIP;Roche;;;\n\
         Luc;Noir;luc@noir.example;VIP;Noir SA;;;\n"
            .as_bytes(),
    );
    assert_eq!((reading.rows.len(), faults(&reading)), (3, Vec::new()));
    let [zoe, lea, luc] = reading.rows.as_slice() else { panic!("three rows") };
    assert_eq!(text(zoe, client::ACCOUNT), Uuid::from_u128(2).to_string());
    assert_eq!(
        (text(zoe, client::STEP), text(zoe, client::WARMTH), text(zoe, client::LOST_REASON)),
        ("lost", "hot", "price")
    );
    assert_eq!((lea.get(client::ACCOUNT), luc.get(client::ACCOUNT)), (None, None));
    let told: Vec<String> = reading.unknown.iter().map(|fault| fault.text(Lang::Fr)).collect();
    assert!(
        told[0].starts_with("Ligne 3, colonne «\u{a0}Compte\u{a0}»") && told[0].contains("Plusieurs fiches"),
        "{told:?}"
    );
    assert!(told[1].starts_with("Ligne 4") && told[1].contains("Aucune fiche «\u{a0}Compte\u{a0}»"), "{told:?}");
    assert_eq!(told.len(), 2);
}
