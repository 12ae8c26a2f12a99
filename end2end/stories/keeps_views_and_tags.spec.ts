// What a list was asked is kept as a view; a tag makes a segment, renamed everywhere at once; what the list finds goes out
// as a file, and a workbook brings it back. All without a network.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, type House, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { type Account, MANAGER, SELLER } from "../fixtures/people.mjs";

const PEOPLE: Record<string, string>[] = [
  { "Prénom": "Ana", Nom: "Roche", "E-mail": "ana@roche.example", Statut: "VIP", Mobile: "06 39 98 11 22", Tags: "salon" },
  { "Prénom": "Bea", Nom: "Roche", "E-mail": "bea@roche.example", Statut: "VIP", Notes: "=1+1" },
  { "Prénom": "Cleo", Nom: "Roche", "E-mail": "cleo@roche.example", Statut: "Prospect", Tags: "salon" },
];

/** A colleague's desk that holds the people above and has just lost the network. */
const officeOf = async (house: House, account: Account) => {
  await house.letIn(account);
  const office = await house.device(account);
  await office.isReadyForTheField();
  for (const person of PEOPLE) await office.create(person);
  await office.context.setOffline(true);
  return office;
};

test("G14 · a view is saved, shared with the team, and opened by a colleague", async ({ house }) => {
  const [manager, seller] = [MANAGER(), SELLER()];
  const office = await officeOf(house, manager);
  await office.page.goto("/clients?status=vip");
  await office.page.getByRole("button", { name: "Enregistrer la vue" }).click();
  const form = office.page.getByRole("dialog");
  await form.getByLabel("Nom de la vue").fill("Les VIP de la maison");
  await form.getByLabel("Partagée avec toute l’équipe").check();
  await form.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(office.page.getByText("Vue enregistrée")).toBeVisible();
  await office.context.setOffline(false);
  await office.isUpToDate();

  await house.letIn(seller);
  const colleague = await house.device(seller);
  await colleague.isReadyForTheField();
  await colleague.page.locator("#content").getByRole("link", { name: "Les VIP de la maison" }).click();
  await expect(colleague.page.locator(".list-head").getByRole("status")).toHaveText(/0.client/);
  await office.page.goto("/clients");
  await office.page.locator("#content").getByRole("link", { name: "Les VIP de la maison" }).click();
  await expect(office.page.locator(".rows .name a")).toHaveText(["Ana Roche", "Bea Roche"]);
});

test("G19 · a tag is renamed everywhere at once, and its segment lists who carries it", async ({ house }) => {
  const office = await officeOf(house, MANAGER());
  const { page } = office;
  await page.goto("/clients?tag=salon");
  await page.getByRole("button", { name: "Enregistrer la vue" }).click();
  await page.getByRole("dialog").getByLabel("Nom de la vue").fill("Vus au salon");
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByText("Vue enregistrée")).toBeVisible();
  await page.goto("/tags");
  await expect(page.getByRole("link", { name: said("salon 2 clients") })).toBeVisible();
  await page.locator("li", { hasText: "salon" }).getByRole("button", { name: "Modifier" }).click();
  await page.getByRole("dialog").getByLabel("Tag").fill("salon 2026");
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByRole("link", { name: said("salon 2026 2 clients") }).click();
  await expect(page.locator(".rows .name a")).toHaveText(["Ana Roche", "Cleo Roche"]);
  // The view asks for the new name by itself.
  await page.goto("/clients");
  await page.locator("#content").getByRole("link", { name: "Vus au salon" }).click();
  await expect(page).toHaveURL(/tag=salon%202026$/);
  await expect(page.locator(".rows .name a")).toHaveText(["Ana Roche", "Cleo Roche"]);
});

test("G16 · what the list finds goes out as a file that Excel opens, without a formula and with its date", async ({ house }) => {
  const office = await officeOf(house, MANAGER());
  const { page } = office;
  await page.goto("/clients?status=vip");
  await page.getByRole("button", { name: "Exporter" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /CSV pour Excel/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^clients_\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(text).toContain("Prénom;Nom;");
  expect(text).toContain("Ana;Roche;");
  expect(text).toContain("06 39 98 11 22");
  expect(text).not.toContain("Cleo");
  expect(text, "no cell begins a formula").not.toMatch(/(^|;)"?=1/m);
  // With a network the server is told.
  await office.context.setOffline(false);
  await page.goto("/clients?status=vip");
  await office.isUpToDate();
  await page.getByRole("button", { name: "Exporter" }).click();
  const told = page.waitForResponse(/note_export/);
  await page.getByRole("button", { name: /CSV pour Excel/ }).click();
  await told;
  await page.goto("/history?what=export");
  await expect(page.getByRole("region", { name: "Historique" }).locator("li.entry").first()).toContainText(file.suggestedFilename());
});

test("G16 · a workbook goes out without a network, and brings back what was changed since; cards go out for the phone", async ({ house }) => {
  const office = await officeOf(house, MANAGER());
  const { page } = office;
  /** Takes the VIPs along in the form of this name. */
  const exported = async (form: RegExp) => {
    await page.goto("/clients?status=vip");
    await page.getByRole("button", { name: "Exporter" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: form }).click();
    return await download;
  };
  const book = await exported(/Classeur Excel/);
  expect(book.suggestedFilename()).toMatch(/^clients_\d{4}-\d\d-\d\d\.xlsx$/);
  const file = join(house.folder, book.suggestedFilename());
  await book.saveAs(file);
  expect((await readFile(file)).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");

  const cards = await exported(/vCard/);
  expect(cards.suggestedFilename()).toMatch(/^clients_\d{4}-\d\d-\d\d\.vcf$/);
  const text = await readFile(await cards.path(), "utf8");
  expect(text.match(/BEGIN:VCARD/g)).toHaveLength(2);
  expect(text).toContain("\r\nTEL;TYPE=CELL:+33639981122\r\n");

  // As it is, the file changes nothing: the note that looks like a formula neither.
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("Toutes les lignes sont bonnes.")).toBeVisible();
  await expect(page.getByLabel("Encodage")).toHaveCount(0);
  await page.getByRole("button", { name: "Voir ce qui va changer" }).click();
  await expect(page.getByText(said("Rien à faire : le carnet dit déjà tout cela."))).toBeVisible();

  await page.goto("/clients");
  await office.openClient("Ana Roche");
  await office.edit({ Mobile: "06 39 98 00 00" });
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Voir ce qui va changer" }).click();
  await expect(page.getByText(said("1 fiche mise à jour · 1 inchangée"))).toBeVisible();
  await page.getByRole("button", { name: said("Importer 1 fiche") }).click();
  await expect(page.getByRole("button", { name: "Annuler l’import" })).toBeVisible();
  await page.goto("/clients");
  await office.openClient("Ana Roche");
  await expect(office.fact("Mobile")).toContainText(said("06 39 98 11 22"));
});
