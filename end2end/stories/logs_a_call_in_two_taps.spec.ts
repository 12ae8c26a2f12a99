// What was just said on the phone is written down in two taps, and found again among the interactions.
import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";
import { LEA } from "../fixtures/sales.ts";

test("M5 · a call is logged in two taps", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller, house.field, PHONE);
  await device.isReadyForTheField();
  await device.create(LEA);
  const { page } = device;
  await page.getByRole("button", { name: "Noter un échange" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Intéressé", exact: true }).click();
  await expect(page.getByText("Échange noté")).toBeVisible();
  await page.goto("/interactions");
  await page.getByRole("searchbox").fill("roy");
  await expect(page.locator("table.records tbody tr")).toHaveCount(1);
});
