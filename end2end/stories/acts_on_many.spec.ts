// One act on many clients, with the server stopped, and one way back.

import { expect, test } from "../fixtures/house.ts";
import { MANAGER } from "../fixtures/people.mjs";

test("G15 · many clients get a status and a tag at once, offline, and one tap takes it back", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  await house.importBook(300);
  const device = await house.device(manager);
  const { page } = device;
  await device.isReadyForTheField();
  await page.goto("/clients");
  await page.locator(".rows[data-virtual]").waitFor();
  await house.field.stop();

  const tick = (row: number) => page.getByRole("row").nth(row).getByRole("checkbox");
  const bar = page.getByRole("region", { name: "Sélection" });
  await tick(1).click();
  await tick(4).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("4 sélectionnés");
  await bar.getByRole("button", { name: "Changer le statut" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "VIP" }).click();
  await expect(page.locator(".toast")).toContainText("4 clients modifiés");
  for (const row of [1, 2, 3, 4]) await expect(page.getByRole("row").nth(row)).toContainText("VIP");

  // By the keyboard, then all that the list finds.
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("1 sélectionné");
  await bar.getByRole("button", { name: /Sélectionner les 3\d\d clients/ }).click();
  // The space bar presses the button that has the focus, also once the keys have moved in the list.
  await bar.getByRole("button", { name: "Ajouter un tag" }).press("Space");
  await page.getByRole("dialog").getByLabel("Tag").fill("salon 2026");
  await page.keyboard.press("Enter");
  await expect(page.locator(".toast").last()).toContainText(/3\d\d\sclients modifiés/);
  await page.goto("/clients?tag=Salon%202026");
  await expect(page.locator(".list-head .count")).toHaveText(/3\d\d/);
});

test("G15 · what was begun with many goes on when its page is left, and can still be taken back", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  await house.importBook(300);
  const device = await house.device(manager);
  const { page } = device;
  await device.isReadyForTheField();
  await page.goto("/clients");
  await page.locator(".rows[data-virtual]").waitFor();

  const bar = page.getByRole("region", { name: "Sélection" });
  await page.getByRole("row").nth(1).getByRole("checkbox").click();
  await bar.getByRole("button", { name: /Sélectionner les 3\d\d clients/ }).click();
  await bar.getByRole("button", { name: "Changer le statut" }).click();
  // In one task: nobody's hand is quicker.
  await page.getByRole("dialog").getByRole("button", { name: "VIP" }).evaluate((button: HTMLButtonElement) => {
    button.click();
    document.querySelector<HTMLAnchorElement>('nav a[href="/dashboard"]')!.click();
  });
  await expect(page).toHaveURL(/\/dashboard$/);
  const toast = page.locator(".toast").last();
  // Only those that were no VIP before.
  await expect(toast).toContainText(/2\d\d\sclients modifiés/);
  await device.isUpToDate();
  await toast.getByRole("button", { name: "Annuler" }).click();
  await expect(toast).toContainText("annulé");

  // Long after its toast is gone, an act is found where this device tells what it sent; here the undoing itself.
  await device.isUpToDate();
  await page.goto("/queue");
  const last = page.getByRole("region", { name: "Envoyé récemment depuis cet appareil" }).getByRole("listitem").first();
  await expect(last).toContainText(/2\d\d\sfiches/);
  await expect(last).toContainText("Annulation");
  await last.getByRole("button", { name: "Annuler ce changement" }).click();
  await expect(page.locator(".toast").last()).toContainText("Modification annulée");
  await page.goto("/clients?status=vip");
  await expect(page.locator(".list-head .count")).toHaveText(/3\d\d/);
});
