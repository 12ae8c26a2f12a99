// Each small kind is written, changed, found, deleted, and brought back by "Annuler".
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

const KINDS = [
  { row: "M4", path: "/accounts", field: "Nom", name: "Zinguerie Roy", other: "Zinguerie Royale" },
  { row: "M3", path: "/opportunities", field: "Nom", name: "Toiture", other: "Toiture neuve" },
  { row: "M5", path: "/interactions", field: "Sujet", name: "Premier appel", other: "Second appel" },
];

for (const { row, path, field, name, other } of KINDS) {
  test(`${row} · ${path}: written, changed, found, deleted and brought back`, async ({ house }) => {
    const seller = SELLER();
    await house.letIn(seller);
    const device = await house.device(seller);
    await device.isReadyForTheField();
    const { page } = device;
    await device.context.setOffline(true);
    await page.goto(`${path}/new`);
    await device.write({ [field]: name });
    await device.save();
    await device.edit({ [field]: other });
    await page.goto(`${path}?view=list`);
    await page.getByRole("searchbox").fill(other.slice(0, 5).toLowerCase());
    const line = page.locator("table.records tbody tr", { hasText: other });
    await line.getByRole("link").click();
    await page.getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByText("Fiche supprimée")).toBeVisible();
    await page.locator(".toast", { hasText: "Fiche supprimée" }).getByRole("button", { name: "Annuler" }).click();
    await page.goto(`${path}?view=list`);
    await expect(line).toHaveCount(1);
    await device.context.setOffline(false);
    await device.isUpToDate();
    await expect(line).toHaveCount(1);
  });
}
