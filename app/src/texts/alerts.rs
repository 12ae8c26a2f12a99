//! What Carnet tells outside of its pages.

use domain::Words;
use domain::lang::words;

pub(crate) const TITLE: Words = words("Alertes", "Alerts");
pub(crate) const NOTIFY: Words = words("Me prévenir sur cet appareil", "Notify me on this device");
pub(crate) const NOTIFY_HINT: Words = words(
    "Le matin pour les suivis en retard et du jour, et à l’heure de ceux qui en ont une.",
    "In the morning for late follow-ups and those of the day, and at the time of those that have one.",
);
pub(crate) const NOTIFY_NEVER: Words = words(
    "Ce navigateur ne reçoit pas d’alertes. Sur iPhone, installez d’abord Carnet sur l’écran d’accueil.",
    "This browser takes no notifications. On an iPhone, add Carnet to the home screen first.",
);
pub(crate) const NOTIFY_REFUSED: Words = words(
    "Le navigateur a refusé. Autorisez les notifications de ce site dans ses réglages, puis réessayez.",
    "The browser refused. Allow this site’s notifications in its settings, then try again.",
);
pub(crate) const NOTIFIED: Words = words("Cet appareil sera prévenu", "This device will be notified");
pub(crate) const SILENT: Words =
    words("Cet appareil ne sera plus prévenu", "This device will not be notified any more");
pub(crate) const MAIL: Words = words("M’écrire chaque matin", "Write to me each morning");
pub(crate) const MAIL_HINT: Words = words(
    "Un e\u{2011}mail avec vos suivis en retard et du jour, seulement quand il y en a.",
    "An e-mail with your late follow-ups and those of the day, only when there are any.",
);
pub(crate) const CALENDAR: Words = words("Agenda", "Calendar");
pub(crate) const CALENDAR_HINT: Words = words(
    "Vos suivis dans l’agenda de votre téléphone ou de votre messagerie, par une adresse secrète.",
    "Your follow-ups in the calendar of your phone or mail program, by a secret address.",
);
pub(crate) const CALENDAR_OPEN: Words = words("Créer l’adresse", "Create the address");
pub(crate) const CALENDAR_RENEW: Words = words("Changer l’adresse", "Change the address");
pub(crate) const CALENDAR_CLOSE: Words = words("Fermer", "Close");
pub(crate) const CALENDAR_CLOSED: Words =
    words("L’adresse de l’agenda ne répond plus", "The calendar’s address does not answer any more");
pub(crate) const CALENDAR_ADDRESS: Words = words("Adresse de l’agenda", "Calendar address");
pub(crate) const CALENDAR_ONCE: Words = words(
    "À ajouter dans votre agenda comme abonnement. Elle ne sera plus affichée\u{a0}; qui la connaît voit vos suivis.",
    "Add it to your calendar as a subscription. It will not be shown again; whoever knows it sees your follow-ups.",
);
pub(crate) const NEEDS_NETWORK: Words = words(
    "Ces réglages sont sur le serveur\u{a0}: ils ont besoin du réseau.",
    "These settings are on the server: they need the network.",
);
