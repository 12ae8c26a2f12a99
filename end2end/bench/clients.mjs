// Makes the same French clients every time: about twenty filled fields and 600 bytes of JSON each, and the CSV that `carnet import` reads.

import { once } from "node:events";
import { createWriteStream } from "node:fs";

const FIRST_NAMES = (
  "Adèle Agnès Alix Amélie Anaïs André Antoine Benoît Brigitte Camille Capucine Céline Chloé Christelle Clément Corinne " +
  "Cyril Damien Daphné Édith Éléonore Élise Éloïse Emmanuel Éric Étienne Fabien Félix Florence François Françoise Frédéric " +
  "Gaëlle Gérard Grégoire Guillaume Hélène Hervé Hugues Inès Isabelle Jérôme Joël Joséphine Jules Laëtitia Laure Léa Léon " +
  "Lucie Maëlle Mahaut Margaux Marius Maud Mélanie Michèle Noé Noémie Océane Odette Olivier Pascale Quentin Raphaël Rémi " +
  "Renée Sébastien Ségolène Solène Stéphane Sylvie Thibault Thérèse Ursule Valérie Véronique Violette Xavier Yannick Yves Zoé"
).split(" ");
const LAST_NAMES = (
  "Alves Arnaud Aubert Barbier Béranger Berger Bertin Besnard Blot Boucher Boulanger Bourgeois Breton Briand Brunet Carpentier " +
  "Charpentier Chevalier Collet Cordier Coulon Courtois Couturier Da-Silva Delaunay Deschamps Devaux Dubois Dumas Dupré Évrard " +
  "Faure Fleury Fournier Gaillard Gauthier Gérard Giraud Grégoire Grenier Guérin Guillot Hamon Hébert Henry Huet Jacquet Joly " +
  "Lacroix Laporte Laurent Lecœur Lefèvre Léger Lemaître Leroux Le-Goff Maillet Marchand Maréchal Masson Ménard Mercier Meunier " +
  "Millet Moreau Morvan Neveu Noël Olivier Pasquier Pelletier Perrin Petit Pichon Poirier Prévost Rémy Renaud Rey Rivière Roche " +
  "Rousseau Roux Royer Salmon Sauvage Tanguy Tessier Thierry Vaillant Vallée Vasseur Verdier Vidal Weber"
).split(" ");
const TOWNS = [
  ["69003", "Lyon"], ["75011", "Paris"], ["13006", "Marseille"], ["31000", "Toulouse"], ["44000", "Nantes"], ["33000", "Bordeaux"],
  ["59800", "Lille"], ["67000", "Strasbourg"], ["35000", "Rennes"], ["38000", "Grenoble"], ["42000", "Saint-Étienne"], ["06000", "Nice"],
  ["34000", "Montpellier"], ["21000", "Dijon"], ["49000", "Angers"], ["30000", "Nîmes"], ["63000", "Clermont-Ferrand"], ["29200", "Brest"],
  ["37000", "Tours"], ["87000", "Limoges"], ["80000", "Amiens"], ["57000", "Metz"], ["25000", "Besançon"], ["76600", "Le Havre"],
  ["64000", "Pau"], ["73000", "Chambéry"], ["01000", "Bourg-en-Bresse"], ["97400", "Saint-Denis"], ["56100", "Lorient"], ["62300", "Lens"],
];
const TRADES = ["Menuiserie", "Imprimerie", "Transports", "Maçonnerie", "Boulangerie", "Électricité", "Vignobles", "Conseil", "Textile", "Optique"];
const COMPANY_ENDS = ["et Fils", "SARL", "SA", "Frères", "Associés", "& Cie", "SAS", "Groupe"];
const JOBS = [
  "directrice commerciale", "acheteur", "gérant", "responsable des achats", "chef d’atelier", "assistante de direction", "ingénieur d’études",
  "directeur général", "responsable de la communication", "conducteur de travaux", "architecte", "comptable",
];
const WAYS = ["rue", "avenue", "boulevard", "chemin", "place", "impasse"];
const STATUSES = ["Prospect", "Client", "VIP", "Inactif"];
const SOURCES = ["Site web", "Recommandation", "Salon/Événement", "Réseaux sociaux", "Publicité", "Email marketing", "Téléphone", "Autre"];
const TAGS = ["salon-2026", "newsletter", "export", "décideur", "bâtiment", "industrie", "collectivité", "fidèle"];
const NOTES = [
  "Rencontré au salon de Lyon, demande un devis avant la fin du mois.",
  "Budget voté en janvier ; rappeler après le comité de direction.",
  "Préfère être joint le matin, de préférence sur son portable.",
  "Ancien client de la maison, à relancer pour le contrat d’entretien.",
  "A visité le stand, intéressé par la gamme professionnelle.",
];

/** The columns of the CSV, as `carnet export` names them. */
export const HEADINGS = [
  "Prénom", "Nom", "Email", "Téléphone", "Mobile", "Entreprise", "Poste", "Revenu annuel", "Nombre d'employés", "Adresse", "Code postal",
  "Ville", "Pays", "Site web", "LinkedIn", "Twitter", "Statut", "Source", "Tags", "Notes", "Prochain contact",
];

/** The names of the same fields in JSON, in the order of the headings. */
export const FIELDS = [
  "first_name", "last_name", "email", "phone", "mobile", "company", "job_title", "annual_revenue", "employees", "address", "postal_code",
  "city", "country", "website", "linkedin", "twitter", "status", "source", "tags", "notes", "next_contact",
];

/** A small random generator (mulberry32): the same seed gives the same book on every machine. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Letters an address on the web may hold. */
function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("œ", "oe").toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Yields `count` clients, each an array of texts in the order of `HEADINGS`. No two have the same e-mail. */
export function* clients(count, seed = 20261121) {
  const random = randomFrom(seed);
  const below = (limit) => Math.floor(random() * limit);
  const one = (list) => list[below(list.length)];
  const digits = (length) => String(below(10 ** length)).padStart(length, "0");
  const some = (share, text) => (random() < share ? text : "");
  for (let number = 0; number < count; number += 1) {
    const first = one(FIRST_NAMES);
    const last = one(LAST_NAMES).replace("-", " ");
    const owner = one(LAST_NAMES).replace("-", " ");
    const company = `${one(TRADES)} ${owner} ${one(COMPANY_ENDS)}`;
    const [postcode, town] = one(TOWNS);
    const handle = `${plain(first)}-${plain(last)}`;
    const domain = `${plain(owner)}.example`;
    const phone = `0${1 + below(5)} ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`;
    const mobile = `+33 ${6 + below(2)} ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`;
    const tags = [...new Set([one(TAGS), one(TAGS)])].sort().join("|");
    const date = `${String(1 + below(28)).padStart(2, "0")}/${String(1 + below(12)).padStart(2, "0")}/${2027 + below(2)}`;
    yield [
      first, last, `${handle}.${number}@${domain}`, phone, mobile, company, one(JOBS), `${1 + below(900)}${digits(3)},${digits(2)}`,
      String(1 + below(4000)), `${1 + below(200)}, ${one(WAYS)} ${one(FIRST_NAMES)} ${one(LAST_NAMES).replace("-", " ")}`, postcode, town, "France",
      `https://${domain}`, some(0.6, `https://www.linkedin.com/in/${handle}`), some(0.3, `@${handle.replaceAll("-", "_")}`), one(STATUSES),
      one(SOURCES), tags, one(NOTES) + some(0.2, `\n${one(NOTES)}`), some(0.6, date),
    ];
  }
}

/** One client as the floor sends it: a JSON object that leaves out what is empty. */
export function asJson(client, id) {
  const object = { id };
  FIELDS.forEach((field, place) => {
    if (client[place] !== "") {
      object[field] = client[place];
    }
  });
  return JSON.stringify(object);
}

function quoted(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes the book as CSV (comma, UTF-8) and answers how many bytes it has. */
export async function writeCsv(path, count) {
  const file = createWriteStream(path);
  let waiting = [HEADINGS.join(",")];
  for (const client of clients(count)) {
    waiting.push(client.map(quoted).join(","));
    if (waiting.length >= 5000) {
      if (!file.write(`${waiting.join("\n")}\n`)) {
        await once(file, "drain");
      }
      waiting = [];
    }
  }
  file.end(waiting.length > 0 ? `${waiting.join("\n")}\n` : "");
  await once(file, "close");
  return file.bytesWritten;
}
