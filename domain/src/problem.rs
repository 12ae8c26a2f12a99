//! What is wrong with something a person typed or a file carries, told in their language with the way out.

use crate::kind::{Field, Shape};
use crate::lang::Lang;

/// What is wrong with one value. The variants are the ways out a person has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The field is required and empty.
    #[error("required and empty")]
    Missing,
    /// More characters than the field takes.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// More bytes than the field takes.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
    /// A control character: a line break in a line, a NUL, an escape…
    #[error("control character U+{0:04X}")]
    Control(u32),
    /// Characters lost by a damaged encoding.
    #[error("unreadable characters")]
    Unreadable,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// Not a telephone number.
    #[error("not a telephone number")]
    Phone,
    /// A national number of which the country is not known.
    #[error("a national number that is not French")]
    PhoneCountry,
    /// Not a postal code.
    #[error("not a postal code")]
    PostalCode,
    /// Not an amount.
    #[error("not an amount")]
    Money,
    /// An amount that can be read in two ways, such as `1.234`.
    #[error("an amount that can be read in two ways")]
    MoneyAmbiguous,
    /// A number below zero.
    #[error("below zero")]
    Negative,
    /// A number above what the field takes.
    #[error("too big")]
    TooBig,
    /// Not a whole number.
    #[error("not a whole number")]
    Count,
    /// Not a date in a form we read.
    #[error("not a date")]
    Date,
    /// A well-formed date that no calendar has, such as 31/02.
    #[error("no such day")]
    NoSuchDay,
    /// A date whose year has two figures.
    #[error("a year of two figures")]
    ShortYear,
    /// Not an address that starts with http:// or https://.
    #[error("not a web address")]
    Url,
    /// Not an entry of the field's list.
    #[error("not in the list")]
    Choice,
    /// Nobody who may sign in is named so.
    #[error("unknown person")]
    Person,
    /// Not the id of a record.
    #[error("unknown record")]
    Link,
    /// Not a time of the day.
    #[error("not a time of the day")]
    Time,
    /// Not a whole number from 0 to 100.
    #[error("not a percentage")]
    Percent,
    /// Not a SIREN.
    #[error("not a SIREN")]
    Siren,
    /// Not a SIRET.
    #[error("not a SIRET")]
    Siret,
    /// Tags separated in two ways at once.
    #[error("tags separated in two ways")]
    TagSeparators,
    /// More tags than a record takes.
    #[error("more than {0} tags")]
    TooManyTags(usize),
    /// Only the programs write this field, and not so.
    #[error("not a value of this field")]
    Internal,
}

impl Fault {
    /// A sentence or two: what is wrong with this field, and the way out.
    pub fn text(&self, field: &Field, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(field),
            Lang::En => self.english(field),
        }
    }

    fn french(&self, field: &Field) -> String {
        let label = field.label.fr;
        match self {
            Self::Missing => format!("Ce champ est obligatoire\u{a0}: indiquez «\u{a0}{label}\u{a0}»."),
            Self::TooLong(limit) if matches!(field.shape, Shape::Tags) => {
                format!("Un tag a {limit} caractères au plus. Raccourcissez-le ou séparez les tags par une barre\u{a0}|.")
            }
            Self::TooLong(limit) => format!("Le texte est trop long\u{a0}: {limit} caractères au plus. Raccourcissez-le."),
            Self::TooLarge(limit) => format!(
                "Le texte est trop long\u{a0}: {}\u{a0}Kio au plus (une trentaine de pages). Gardez l’essentiel et joignez le reste ailleurs.",
                limit / 1024
            ),
            Self::Control(10 | 13 | 0x2028 | 0x2029) => "Le texte doit tenir sur une ligne. Retirez le saut de ligne.".to_owned(),
            Self::Control(9) => "Le texte contient une tabulation. Remplacez-la par une espace.".to_owned(),
            Self::Control(code) => format!("Le texte contient un caractère invisible (U+{code:04X}). Retapez-le sans copier-coller."),
            Self::Unreadable => "Des caractères sont illisibles (encodage abîmé). Enregistrez le fichier de nouveau en UTF-8.".to_owned(),
            Self::Email => "Ce n’est pas une adresse e-mail. Écrivez-la comme prenom.nom@exemple.fr.".to_owned(),
            Self::Phone => "Ce n’est pas un numéro de téléphone. Écrivez-le comme 06 12 34 56 78 ou +32 475 12 34 56.".to_owned(),
            Self::PhoneCountry => "Un numéro français a dix chiffres et commence par 0. Pour un autre pays, commencez par + et l’indicatif, comme +32 475 12 34 56.".to_owned(),
            Self::PostalCode => "Ce n’est pas un code postal. Écrivez-le comme 69003 ou L-1234, sans la ville.".to_owned(),
            Self::Money => "Ce n’est pas un montant en euros. Écrivez-le comme 1234,56.".to_owned(),
            Self::MoneyAmbiguous => "Ce montant se lit de deux façons\u{a0}: des milliers ou des décimales\u{a0}? Écrivez 1234 ou 1,23.".to_owned(),
            Self::Negative => "Le nombre est négatif. Indiquez zéro ou plus.".to_owned(),
            Self::TooBig => "Le nombre est trop grand. Vérifiez les chiffres.".to_owned(),
            Self::Count => "Ce n’est pas un nombre entier. Écrivez-le comme 1200, sans point ni virgule.".to_owned(),
            Self::Date => "Ce n’est pas une date. Écrivez-la comme 31/12/2026.".to_owned(),
            Self::NoSuchDay => "Ce jour n’existe pas dans le calendrier. Vérifiez le jour, le mois et l’année (JJ/MM/AAAA).".to_owned(),
            Self::ShortYear => "L’année a deux chiffres. Écrivez-la avec quatre, comme 31/12/2026.".to_owned(),
            Self::Url => "Ce n’est pas une adresse web. Elle commence par https:// (ou http://), comme https://exemple.fr.".to_owned(),
            Self::Choice => format!("Ce choix n’existe pas. Choisissez parmi\u{a0}: {}.", choices(field, Lang::Fr)),
            Self::Person => "Personne n’est inscrit sous ce nom. Indiquez l’adresse e-mail d’une personne de l’équipe, ou laissez vide.".to_owned(),
            Self::Link => "Cette fiche n’existe pas. Choisissez-la dans la liste, ou laissez vide.".to_owned(),
            Self::Time => "Ce n’est pas une heure. Écrivez-la comme 14:30.".to_owned(),
            Self::Percent => "Ce n’est pas un pourcentage. Écrivez un nombre entier de 0 à 100.".to_owned(),
            Self::Siren => "Ce n’est pas un SIREN. Il a neuf chiffres, comme 732 829 320\u{a0}: vérifiez-les.".to_owned(),
            Self::Siret => "Ce n’est pas un SIRET. Il a quatorze chiffres, comme 732 829 320 00074\u{a0}: vérifiez-les.".to_owned(),
            Self::TagSeparators => "Les tags sont séparés de deux façons. Gardez un seul séparateur, de préférence la barre\u{a0}|.".to_owned(),
            Self::TooManyTags(limit) => format!("Il y a trop de tags\u{a0}: {limit} au plus. Retirez-en."),
            Self::Internal => "Cette valeur n’est pas écrite comme ce champ l’attend. Laissez-la vide.".to_owned(),
        }
    }

    fn english(&self, field: &Field) -> String {
        let label = field.label.en;
        match self {
            Self::Missing => format!("This field is required: fill in “{label}”."),
            Self::TooLong(limit) if matches!(field.shape, Shape::Tags) => {
                format!("A tag has at most {limit} characters. Shorten it, or put a bar | between tags.")
            }
            Self::TooLong(limit) => format!("The text is too long: at most {limit} characters. Shorten it."),
            Self::TooLarge(limit) => {
                format!("The text is too long: at most {} KiB (about thirty pages). Keep what matters and file the rest elsewhere.", limit / 1024)
            }
            Self::Control(10 | 13 | 0x2028 | 0x2029) => "The text must fit on one line. Remove the line break.".to_owned(),
            Self::Control(9) => "The text contains a tab. Put a space instead.".to_owned(),
            Self::Control(code) => format!("The text contains an invisible character (U+{code:04X}). Type it again without pasting."),
            Self::Unreadable => "Some characters are unreadable (damaged encoding). Save the file again as UTF-8.".to_owned(),
            Self::Email => "This is not an email address. Write it like first.last@example.com.".to_owned(),
            Self::Phone => "This is not a phone number. Write it like 06 12 34 56 78 or +32 475 12 34 56.".to_owned(),
            Self::PhoneCountry => "A French number has ten figures and starts with 0. For another country, start with + and its code, like +32 475 12 34 56.".to_owned(),
            Self::PostalCode => "This is not a postal code. Write it like 69003 or EC1A 1BB, without the city.".to_owned(),
            Self::Money => "This is not an amount in euros. Write it like 1234.56.".to_owned(),
            Self::MoneyAmbiguous => "This amount can be read in two ways: thousands or decimals? Write 1234 or 1.23.".to_owned(),
            Self::Negative => "The number is below zero. Enter zero or more.".to_owned(),
            Self::TooBig => "The number is too big. Check its figures.".to_owned(),
            Self::Count => "This is not a whole number. Write it like 1200, without dot or comma.".to_owned(),
            Self::Date => "This is not a date. Write it like 31/12/2026 (day first) or 2026-12-31.".to_owned(),
            Self::NoSuchDay => "No calendar has this day. Check day, month and year (DD/MM/YYYY).".to_owned(),
            Self::ShortYear => "The year has two figures. Write it with four, like 31/12/2026.".to_owned(),
            Self::Url => "This is not a web address. It starts with https:// (or http://), like https://example.com.".to_owned(),
            Self::Choice => format!("There is no such choice. Choose among: {}.", choices(field, Lang::En)),
            Self::Person => "Nobody is registered under this name. Give the email address of a team member, or leave it empty.".to_owned(),
            Self::Link => "There is no such record. Choose it in the list, or leave it empty.".to_owned(),
            Self::Time => "This is not a time of the day. Write it like 14:30.".to_owned(),
            Self::Percent => "This is not a percentage. Write a whole number from 0 to 100.".to_owned(),
            Self::Siren => "This is not a SIREN. It has nine figures, like 732 829 320: check them.".to_owned(),
            Self::Siret => "This is not a SIRET. It has fourteen figures, like 732 829 320 00074: check them.".to_owned(),
            Self::TagSeparators => "The tags are separated in two ways. Keep one separator, preferably the bar |.".to_owned(),
            Self::TooManyTags(limit) => format!("There are too many tags: at most {limit}. Remove some."),
            Self::Internal => "This value is not written as the field expects. Leave it empty.".to_owned(),
        }
    }
}

fn choices(field: &Field, lang: Lang) -> String {
    let Shape::Choice(choices) = field.shape else { return String::new() };
    choices.iter().map(|choice| choice.label.get(lang)).collect::<Vec<_>>().join(", ")
}

/// A fault and the field it is about.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The field.
    pub field: &'static Field,
    /// What is wrong.
    pub fault: Fault,
}

impl Problem {
    /// What [`Fault::text`] says.
    pub fn text(&self, lang: Lang) -> String {
        self.fault.text(self.field, lang)
    }
}

impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        self.field.name == other.field.name && self.fault == other.fault
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{self, CLIENT};

    fn every_fault() -> Vec<Fault> {
        use Fault::*;
        vec![
            Missing,
            TooLong(60),
            TooLarge(65_536),
            Control(10),
            Control(9),
            Control(27),
            Unreadable,
            Email,
            Phone,
            PhoneCountry,
            PostalCode,
            Money,
            MoneyAmbiguous,
            Negative,
            TooBig,
            Count,
            Date,
            NoSuchDay,
            ShortYear,
            Url,
            Choice,
            Person,
            TagSeparators,
            TooManyTags(100),
            Internal,
        ]
    }

    #[test]
    fn every_fault_says_what_is_wrong_and_the_way_out_in_both_languages() {
        for field in CLIENT.fields {
            for fault in every_fault() {
                for lang in [Lang::Fr, Lang::En] {
                    let text = fault.text(field, lang);
                    assert!(text.ends_with('.') && !text.contains("  ") && !text.contains('\''), "{text}");
                    assert!(text.len() > 30, "{text}");
                }
                assert_ne!(fault.text(field, Lang::Fr), fault.text(field, Lang::En));
            }
        }
    }

    #[test]
    fn french_sentences_keep_their_no_break_spaces() {
        for fault in every_fault() {
            let text =
                fault.text(&CLIENT.fields[client::STATUS], Lang::Fr).replace("https://", "").replace("http://", "");
            for mark in [':', ';', '?', '!', '»'] {
                for (place, _) in text.match_indices(mark) {
                    assert!(text[..place].ends_with('\u{a0}'), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_choice_that_does_not_exist_is_told_with_those_that_do() {
        let text = Fault::Choice.text(&CLIENT.fields[client::STATUS], Lang::Fr);
        assert_eq!(text, "Ce choix n’existe pas. Choisissez parmi\u{a0}: Prospect, Client, VIP, Inactif.");
    }
}
