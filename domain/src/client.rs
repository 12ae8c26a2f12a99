//! The client: one person, one record, one history. Rows G1–G8 and G19 of the guide.

use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;
use crate::opportunity::LOST_REASONS;
use crate::record::Record;

/// Statuses (G7), in the order people move through them.
pub static STATUSES: &[Choice] = &[
    Choice { key: "prospect", label: words("Prospect", "Prospect") },
    Choice { key: "client", label: words("Client", "Client") },
    Choice { key: "vip", label: words("VIP", "VIP") },
    Choice { key: "inactive", label: words("Inactif", "Inactive") },
];

/// Where a client was met first (G8).
pub static SOURCES: &[Choice] = &[
    Choice { key: "website", label: words("Site web", "Website") },
    Choice { key: "referral", label: words("Recommandation", "Referral") },
    Choice { key: "event", label: words("Salon/Événement", "Trade show/Event") },
    Choice { key: "social", label: words("Réseaux sociaux", "Social media") },
    Choice { key: "advertising", label: words("Publicité", "Advertising") },
    Choice { key: "email", label: words("Email marketing", "Email marketing") },
    Choice { key: "phone", label: words("Téléphone", "Phone") },
    Choice { key: "other", label: words("Autre", "Other") },
];

/// How far a prospect is (M2), from the left of the board to the right.
pub static STEPS: &[Choice] = &[
    Choice { key: "new", label: words("Nouveau", "New") },
    Choice { key: "contacted", label: words("Contacté", "Contacted") },
    Choice { key: "qualified", label: words("Qualifié", "Qualified") },
    Choice { key: "proposal", label: words("Proposition", "Proposal") },
    Choice { key: "lost", label: words("Perdu", "Lost") },
];

/// How interested somebody was on the stand.
pub static WARMTHS: &[Choice] = &[
    Choice { key: "hot", label: words("Chaud", "Hot") },
    Choice { key: "warm", label: words("Tiède", "Warm") },
    Choice { key: "cold", label: words("Froid", "Cold") },
];

kind! {
    /// The kind `client`.
    CLIENT {
        name: "client",
        title: words("Client", "Client"),
        plural: words("Clients", "Clients"),
        named_by: [FIRST_NAME, LAST_NAME], sorted_by: [LAST_NAME, FIRST_NAME], found_by: [FIRST_NAME, LAST_NAME, COMPANY, CITY, EMAIL, PHONE, MOBILE],
        /// Prénom.
        FIRST_NAME: Field::new("first_name", words("Prénom", "First name"), Shape::Line(100)).required()
            .headings(&["first name", "given name"]),
        /// Nom.
        LAST_NAME: Field::new("last_name", words("Nom", "Last name"), Shape::Line(100)).required()
            .headings(&["last name", "family name", "surname", "nom de famille"]),
        /// E-mail.
        EMAIL: Field::new("email", words("E-mail", "Email"), Shape::Email).required()
            .headings(&[
                "email", "mail", "courriel", "adresse email", "e mail address", "email address", "adresse e mail",
                "adresse de messagerie", "e mail 1 value", "home e mail",
            ]),
        /// Téléphone.
        PHONE: Field::new("phone", words("Téléphone", "Phone"), Shape::Phone)
            .headings(&[
                "tel", "phone", "telephone fixe", "phone number", "business phone", "telephone bureau", "phone 1 value",
                "work phone", "company main phone", "home phone", "telephone domicile",
            ]),
        /// Mobile.
        MOBILE: Field::new("mobile", words("Mobile", "Mobile"), Shape::Phone)
            .headings(&[
                "portable", "mobile phone", "telephone mobile", "tel mobile", "cell phone", "phone 2 value",
            ]),
        /// Entreprise.
        COMPANY: Field::new("company", words("Entreprise", "Company"), Shape::Line(200)).section(Section::Professional)
            .headings(&[
                "societe", "organisation", "organization", "organization name", "organization 1 name", "raison sociale",
            ]),
        /// Poste.
        JOB_TITLE: Field::new("job_title", words("Poste", "Job title"), Shape::Line(200)).section(Section::Professional)
            .headings(&["fonction", "organization title", "organization 1 title", "position", "titre", "title"]),
        /// Revenu annuel, in cents.
        ANNUAL_REVENUE: Field::new("annual_revenue", words("Revenu annuel", "Annual revenue"), Shape::Money)
            .section(Section::Professional).headings(&["chiffre d affaires", "revenue"]),
        /// Nombre d'employés.
        EMPLOYEES: Field::new("employees", words("Nombre d’employés", "Employees"), Shape::Count)
            .section(Section::Professional).headings(&["effectif", "number of employees"]),
        /// Adresse: street and number.
        ADDRESS: Field::new("address", words("Adresse", "Address"), Shape::Line(300)).section(Section::Address)
            .group("address").headings(&[
                "adresse complete", "rue", "street", "street address", "address 1 street", "business street", "rue bureau",
                "home street", "rue domicile",
            ]),
        /// Code postal.
        POSTAL_CODE: Field::new("postal_code", words("Code postal", "Postal code"), Shape::PostalCode)
            .section(Section::Address).group("address").headings(&[
                "cp", "zip", "zip code", "postcode", "address 1 postal code", "business postal code", "code postal bureau",
                "home postal code", "code postal domicile",
            ]),
        /// Ville.
        CITY: Field::new("city", words("Ville", "City"), Shape::Line(120)).section(Section::Address)
            .group("address").headings(&["town", "commune", "address 1 city", "business city", "ville bureau", "home city", "ville domicile"]),
        /// Pays.
        COUNTRY: Field::new("country", words("Pays", "Country"), Shape::Line(80)).section(Section::Address)
            .group("address").headings(&[
                "address 1 country", "business country region", "pays region bureau", "business country", "pays bureau",
                "home country region", "pays region domicile",
            ]),
        /// Site web.
        WEBSITE: Field::new("website", words("Site web", "Website"), Shape::Url).section(Section::Social)
            .headings(&["site", "web", "url", "web page", "page web", "website 1 value", "site internet"]),
        /// `LinkedIn`: the address of the profile.
        LINKEDIN: Field::new("linkedin", words("LinkedIn", "LinkedIn"), Shape::Url).section(Section::Social),
        /// Twitter: a handle or an address.
        TWITTER: Field::new("twitter", words("Twitter", "Twitter"), Shape::Line(200)).section(Section::Social)
            .headings(&["x"]),
        /// Statut.
        STATUS: Field::new("status", words("Statut", "Status"), Shape::Choice(STATUSES)).required()
            .section(Section::Crm).headings(&["etat"]),
        /// Source d'acquisition.
        SOURCE: Field::new("source", words("Source", "Source"), Shape::Choice(SOURCES)).section(Section::Crm)
            .headings(&["source d acquisition", "origine", "lead source"]),
        /// Assigné à: who looks after this client.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::Crm)
            .headings(&["commercial", "responsable", "owner"]),
        /// Tags.
        TAGS: Field::new("tags", words("Tags", "Tags"), Shape::Tags).section(Section::Crm)
            .headings(&["etiquettes", "labels", "categories", "group membership"]),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Crm)
            .headings(&["note", "commentaire", "commentaires", "remarques"]),
        /// Prochain contact.
        NEXT_CONTACT: Field::new("next_contact", words("Prochain contact", "Next contact"), Shape::Date)
            .section(Section::Crm).headings(&["date de prochain contact", "relance"]),
        /// Compte: the organisation this client belongs to.
        ACCOUNT: Field::new("account", words("Compte", "Account"), Shape::Link("account")).section(Section::Sales)
            .headings(&["compte lie", "societe liee", "nom du compte", "linked account", "account name"]),
        /// Étape of a prospect.
        STEP: Field::new("step", words("Étape", "Step"), Shape::Choice(STEPS)).section(Section::Sales).group("step")
            .headings(&["etape du prospect", "prospect step"]),
        /// Raison de la perte, where the step is Perdu.
        LOST_REASON: Field::new("lost_reason", words("Raison de la perte", "Lost reason"), Shape::Choice(LOST_REASONS))
            .section(Section::Sales).group("step").headings(&["motif de perte", "motif de la perte", "loss reason"]),
        /// Intérêt: how warm the lead is.
        WARMTH: Field::new("warmth", words("Intérêt", "Interest"), Shape::Choice(WARMTHS)).section(Section::Sales)
            .headings(&["degre d interet", "level of interest"]),
        /// Salon where the client was met.
        EVENT: Field::new("event", words("Salon", "Trade show"), Shape::Link("event")).section(Section::Sales)
            .headings(&["salon professionnel", "evenement"]),
        /// À compléter: when it was captured in haste, with required fields missing.
        CAPTURED_AT: Field::new(Record::IN_HASTE, words("À compléter depuis le", "To be completed since"), Shape::Instant)
            .section(Section::System),
        /// When it was archived.
        ARCHIVED_AT: Field::new("archived_at", words("Archivé le", "Archived on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts, kept with the record they are about.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}

/// "Prénom Nom"; for want of both the company, then the e-mail, then a phone.
pub fn full_name(record: &Record) -> String {
    let name = record.name();
    let mut instead = [COMPANY, EMAIL, MOBILE, PHONE].into_iter().map(|field| record.text(field));
    if name.is_empty() { instead.find(|text| !text.is_empty()).unwrap_or_default().to_owned() } else { name }
}
