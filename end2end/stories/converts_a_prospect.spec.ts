// A prospect becomes a client, with an account and an opportunity, in one act; and in one act it is taken back.
import { said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";
import { LEA } from "../fixtures/sales.ts";

test("G18 M2 · a prospect is converted with its account and an opportunity, and it can be taken back", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  await device.isReadyForTheField();
  await device.create(LEA);
  const { page } = device;
  await device.context.setOffline(true);
  await page.getByRole("button", { name: "Convertir en client" }).click();
  // What cannot be read is asked again, not dropped.
  await page.getByLabel(said("Montant")).fill("12 k");
  await page.locator(".convert").getByRole("button", { name: "Convertir en client" }).click();
  await expect(page.locator(".convert").getByRole("alert")).toContainText("montant");
  await page.getByLabel(said("Montant")).fill("12 000");
  await page.locator(".convert").getByRole("button", { name: "Convertir en client" }).click();
  await expect(page.getByText("Prospect converti")).toBeVisible();
  await expect(page.locator(".record-head .badge")).toHaveText("Client");
  await expect(page.locator(".of-client").getByRole("link", { name: "Zinguerie Roy" })).toBeVisible();
  await page.locator(".toast", { hasText: "Prospect converti" }).getByRole("button", { name: "Annuler" }).click();
  await expect(page.locator(".record-head .badge")).toHaveText("Prospect");
  await expect(page.locator(".of-client").getByRole("link", { name: "Zinguerie Roy" })).toHaveCount(0);
});
