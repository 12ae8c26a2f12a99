// The three reports without a network: what a person sees is counted on their own device.
import { readFile } from "node:fs/promises";

import { expect, test } from "../fixtures/house.ts";
import { PHONE, said } from "../fixtures/device.ts";
import { SELLER } from "../fixtures/people.mjs";
import { unpacked } from "../fixtures/workbook.ts";

test("M6 M7 M8 · the reports are read without a network, kept in the address and taken along as files", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller, house.field, PHONE);
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
  const tab = page.getByRole("navigation", { name: "Ventes" }).getByRole("link", { name: "Rapports" });
  await expect(tab).toBeInViewport({ ratio: 1 });
  const table = page.locator("table.report-table").first();
  await expect(table.locator("tbody tr", { hasText: "Recommandation" })).toContainText("1");
  await expect(page.locator(".drawing svg")).toBeVisible();
  await page.getByRole("group", { name: "Rapports" }).getByRole("button", { name: "Opportunités" }).click();
  await expect(table.locator("tbody tr", { hasText: "Qualification" })).toContainText(said("1 234,50 €"));
  await expect(table.locator("tfoot")).toContainText(said("123,45 €"));
  await expect(page).toHaveURL(/report=opportunites/);
  /** Takes the report along in this form. */
  const taken = async (form: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Télécharger (${form})` }).click();
    return await download;
  };
  const [book, text] = [await taken("Excel"), await taken("CSV")];
  expect(text.suggestedFilename()).toMatch(/^rapport_opportunites_\d{4}-\d\d-\d\d\.csv$/);
  expect(book.suggestedFilename()).toBe(text.suggestedFilename().replace(".csv", ".xlsx"));
  expect(await readFile(await text.path(), "utf8")).toContain("\r\nQualification;1;1234,50;123,45;");
  const figures = unpacked(await readFile(await book.path()), "xl/worksheets/sheet1.xml");
  expect(figures).toContain(">Qualification<");
  expect(figures).toContain("<v>1234.50</v>");
  expect(figures).toContain("<v>123.45</v>");
  await page.getByRole("group", { name: "Rapports" }).getByRole("button", { name: "Comptes" }).click();
  await page.getByRole("combobox", { name: "Par", exact: true }).selectOption({ label: "Chiffre d’affaires" });
  await expect(table.locator("tbody tr", { hasText: said("2 à 50 M€") })).toContainText(said("3 000 000,00 €"));
});
