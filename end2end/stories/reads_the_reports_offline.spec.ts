// The three reports without a network: what a person sees is counted on their own device.
import { expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { SELLER } from "../fixtures/people.mjs";

test("M6 M7 M8 · the reports are read without a network, kept in the address and taken along as a file", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  await device.isReadyForTheField();
  const { page } = device;
  await device.create({ "Prénom": "Léa", Nom: "Roy", "E-mail": "lea@roy.example", Statut: "Prospect", Source: "Recommandation" });
  await device.create({ "Prénom": "Ana", Nom: "Roche", "E-mail": "ana@roche.example", Statut: "Prospect", Source: "Site web" });
  await page.goto("/opportunities/new");
  await device.write({ Nom: "Toiture", Montant: "1 234,50" });
  await device.save();
  await page.goto("/accounts/new");
  await device.write({ Nom: "Zinguerie Roy", "Chiffre d’affaires": "3 000 000" });
  await device.save();
  await device.context.setOffline(true);

  await page.goto("/reports");
  const table = page.locator("table.report-table").first();
  await expect(table.locator("tbody tr", { hasText: "Recommandation" })).toContainText("1");
  await expect(page.locator(".drawing svg")).toBeVisible();
  await page.getByRole("group", { name: "Rapports" }).getByRole("button", { name: "Opportunités" }).click();
  await expect(table.locator("tbody tr", { hasText: "Qualification" })).toContainText(said("1 234,50 €"));
  await expect(table.locator("tfoot")).toContainText(said("123,45 €"));
  await expect(page).toHaveURL(/report=opportunites/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger (CSV)" }).click();
  expect((await download).suggestedFilename()).toMatch(/^rapport_opportunites_\d{4}-\d\d-\d\d\.csv$/);
  await page.getByRole("group", { name: "Rapports" }).getByRole("button", { name: "Comptes" }).click();
  await page.getByRole("combobox", { name: "Par", exact: true }).selectOption({ label: "Chiffre d’affaires" });
  await expect(table.locator("tbody tr", { hasText: said("2 à 50 M€") })).toContainText(said("3 000 000,00 €"));
});
