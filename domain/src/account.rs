//! The account: an organisation that clients belong to and opportunities are won with. Row M4 of the module.

use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;

/// What an organisation lives from.
pub static INDUSTRIES: &[Choice] = &[
    Choice { key: "agriculture", label: words("Agriculture et agroalimentaire", "Farming and food") },
    Choice { key: "construction", label: words("Bâtiment et travaux publics", "Construction") },
    Choice { key: "manufacturing", label: words("Industrie", "Manufacturing") },
    Choice { key: "energy", label: words("Énergie et environnement", "Energy and environment") },
    Choice { key: "trade", label: words("Commerce et distribution", "Retail and wholesale") },
    Choice { key: "transport", label: words("Transport et logistique", "Transport and logistics") },
    Choice { key: "hospitality", label: words("Hôtellerie et restauration", "Hotels and restaurants") },
    Choice { key: "technology", label: words("Informatique et télécoms", "IT and telecoms") },
    Choice { key: "finance", label: words("Banque et assurance", "Banking and insurance") },
    Choice { key: "health", label: words("Santé et action sociale", "Health and social care") },
    Choice { key: "education", label: words("Enseignement et formation", "Education and training") },
    Choice { key: "public", label: words("Administration publique", "Public administration") },
    Choice { key: "services", label: words("Services aux entreprises", "Business services") },
    Choice { key: "other", label: words("Autre", "Other") },
];

kind! {
    /// The kind `account`.
    ACCOUNT {
        name: "account",
        title: words("Compte", "Account"),
        plural: words("Comptes", "Accounts"),
        named_by: [NAME], sorted_by: [NAME], found_by: [NAME, CITY, SIREN, SIRET, WEBSITE, PHONE],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(200)).required().section(Section::Main)
            .headings(&["compte", "account", "raison sociale", "entreprise", "societe", "company"]),
        /// Secteur d'activité.
        INDUSTRY: Field::new("industry", words("Secteur d’activité", "Industry"), Shape::Choice(INDUSTRIES))
            .section(Section::Main).headings(&["secteur", "industrie", "sector"]),
        /// Chiffre d'affaires annuel, in cents.
        ANNUAL_REVENUE: Field::new("annual_revenue", words("Chiffre d’affaires", "Annual revenue"), Shape::Money)
            .section(Section::Main).headings(&["revenu annuel", "ca", "revenue"]),
        /// Nombre d'employés.
        EMPLOYEES: Field::new("employees", words("Nombre d’employés", "Employees"), Shape::Count).section(Section::Main)
            .headings(&["effectif", "number of employees"]),
        /// Responsable commercial: the sales owner.
        ASSIGNEE: Field::new("assignee", words("Responsable commercial", "Sales owner"), Shape::Person)
            .section(Section::Main).headings(&["commercial", "responsable", "owner"]),
        /// SIREN: nine figures.
        SIREN: Field::new("siren", words("SIREN", "SIREN"), Shape::Siren).section(Section::Main),
        /// SIRET: fourteen figures.
        SIRET: Field::new("siret", words("SIRET", "SIRET"), Shape::Siret).section(Section::Main),
        /// Téléphone.
        PHONE: Field::new("phone", words("Téléphone", "Phone"), Shape::Phone).section(Section::Main)
            .headings(&["tel", "phone"]),
        /// Site web.
        WEBSITE: Field::new("website", words("Site web", "Website"), Shape::Url).section(Section::Main)
            .headings(&["site", "web", "url"]),
        /// Adresse: street and number.
        ADDRESS: Field::new("address", words("Adresse", "Address"), Shape::Line(300)).section(Section::Address)
            .group("address").headings(&["rue", "street"]),
        /// Code postal.
        POSTAL_CODE: Field::new("postal_code", words("Code postal", "Postal code"), Shape::PostalCode)
            .section(Section::Address).group("address").headings(&["cp", "zip"]),
        /// Ville.
        CITY: Field::new("city", words("Ville", "City"), Shape::Line(120)).section(Section::Address).group("address"),
        /// Pays.
        COUNTRY: Field::new("country", words("Pays", "Country"), Shape::Line(80)).section(Section::Address)
            .group("address"),
        /// Tags.
        TAGS: Field::new("tags", words("Tags", "Tags"), Shape::Tags).section(Section::Crm)
            .headings(&["etiquettes", "labels"]),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Crm)
            .headings(&["note", "commentaires"]),
        /// When it was archived.
        ARCHIVED_AT: Field::new("archived_at", words("Archivé le", "Archived on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
