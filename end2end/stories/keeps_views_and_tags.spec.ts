// What a list was asked is kept as a view; a tag makes a segment, renamed everywhere at once; what the list finds goes out
// as a file. All without a network.
import { readFile } from "node:fs/promises";

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
  await page.goto("/tags");
  await expect(page.getByRole("link", { name: said("salon 2 clients") })).toBeVisible();
  await page.locator("li", { hasText: "salon" }).getByRole("button", { name: "Modifier" }).click();
  await page.getByRole("dialog").getByLabel("Tag").fill("salon 2026");
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByRole("link", { name: said("salon 2026 2 clients") }).click();
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
});
