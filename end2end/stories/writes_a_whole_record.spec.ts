// Every field of the guide on one client: written without a network, shown as it was meant, read by the office.
import { expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const PERSONAL = { "Prénom": "Maëlle", Nom: "Le Goff", "E-mail": "maelle@legoff.example", "Téléphone": "02 99 00 11 22", Mobile: "06 39 98 11 22" };
const PROFESSIONAL = { Entreprise: "Ardoises Le Goff", Poste: "Gérante", "Revenu annuel": "1 250 000,50", "Nombre d’employés": "14" };
const ADDRESS = { Adresse: "3 quai Lamennais", "Code postal": "35000", Ville: "Rennes", Pays: "France" };
const SOCIAL = { "Site web": "https://legoff.example", LinkedIn: "https://www.linkedin.com/in/maelle", Twitter: "@ardoises" };
const CRM = { Statut: "Prospect", Source: "Salon/Événement", Tags: "ardoise, toiture", Notes: "Toit du lycée.\nRappeler en mars." };
const SALES = { "Étape": "Qualifié", "Intérêt": "Chaud" };

/** How the record shows what was typed, where that differs. */
const SHOWN: Record<string, string> = { "Téléphone": "02 99 00 11 22", "Revenu annuel": "1 250 000,50 €", Notes: "Rappeler en mars.", Tags: "toiture" };

test("G1 · G2 · G3 · G4 · G5 · G6 · M1 · every field is written without a network and read by the office", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller, house.field, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await phone.isReadyForTheField();
  await phone.context.setOffline(true);
  const written = { ...PERSONAL, ...PROFESSIONAL, ...ADDRESS, ...SOCIAL, ...CRM, ...SALES };
  await phone.create(written);
  await phone.strips("1 modification sur cet appareil");
  await phone.context.setOffline(false);
  await phone.isUpToDate();

  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  await office.openClient("Maëlle Le Goff");
  const inHead = ["Prénom", "Nom", "Entreprise", "Poste", "Statut"];
  for (const [label, value] of Object.entries(written).filter(([label]) => !inHead.includes(label))) {
    await expect(office.fact(label), label).toContainText(said(SHOWN[label] ?? value));
  }
  const head = office.page.locator(".record-head");
  for (const words of ["Maëlle Le Goff", "Ardoises Le Goff", "Gérante", "Prospect"]) await expect(head).toContainText(words);

  // Only a loss has a reason, and only while it is one.
  await office.page.getByRole("link", { name: "Modifier" }).click();
  await office.write({ "Étape": "Nouveau" });
  await expect(office.field("Raison de la perte")).toBeHidden();
  await office.write({ "Étape": "Perdu", "Raison de la perte": "Prix" });
  await office.save();
  await expect(office.fact("Raison de la perte")).toContainText("Prix");
  await office.edit({ "Étape": "Contacté" });
  await expect(office.fact("Étape")).toContainText("Contacté");
  await expect(office.fact("Raison de la perte")).toHaveCount(0);
});

test("G7 · G8 · each status has its colour and each source its name, on the list and on the record", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  const office = await house.device(manager);
  await office.isReadyForTheField();
  const { page } = office;
  const people = [["Ana", "Prospect", "Site web"], ["Bea", "Client", "Recommandation"], ["Cleo", "VIP", "Publicité"], ["Dora", "Inactif", "Autre"]] as const;
  const colours = new Set<string>();
  for (const [first, status, source] of people) {
    await office.create({ "Prénom": first, Nom: "Roche", "E-mail": `${first}@roche.example`, Statut: status, Source: source });
    await expect(office.fact("Source")).toContainText(source);
    const badge = page.locator(".record-head .badge");
    await expect(badge).toHaveText(status);
    colours.add(await badge.evaluate((element) => getComputedStyle(element).backgroundColor));
  }
  expect(colours.size, "no two statuses look the same").toBe(4);
  await page.goto("/clients");
  for (const [first, status] of people) await expect(office.row(`${first} Roche`)).toContainText(status);
  await page.goto("/clients/new");
  for (const source of ["Site web", "Recommandation", "Salon/Événement", "Réseaux sociaux", "Publicité", "Email marketing", "Téléphone", "Autre"]) {
    await expect(office.field("Source").locator("option", { hasText: source })).toHaveCount(1);
  }
});
