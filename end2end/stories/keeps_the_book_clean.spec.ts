// Years later: records nobody has heard of leave the daily lists, and somebody who leaves hands a portfolio over; each is
// one act with one way back, without a network.
import { said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

test("G25 · quiet records are archived and a portfolio is handed over, each taken back by one button", async ({ house }) => {
  const [manager, seller] = [MANAGER(), SELLER()];
  await house.letIn(manager, seller);
  const desk = await house.device(manager);
  const { page } = desk;
  await desk.isReadyForTheField();
  for (const name of ["Bellerose", "Montclair"]) {
    await desk.create({ "Prénom": "Aude", Nom: name, "E-mail": `aude@${name.toLowerCase()}.example`, Statut: "Client" });
  }
  await page.getByRole("button", { name: "Noter un échange" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Intéressé", exact: true }).click();
  await expect(page.getByText("Échange noté")).toBeVisible();
  await desk.isUpToDate();
  await house.field.stop();

  await page.clock.setSystemTime(new Date(Date.now() + 3 * 365 * 24 * 3600 * 1000));
  await page.goto("/maintenance");
  const stale = page.locator("section", { has: page.getByRole("heading", { name: "Fiches sans nouvelles" }) });
  await expect(stale.getByText(said("2 fiches choisies"))).toBeVisible();
  await stale.getByRole("checkbox", { name: said("Aude Montclair") }).uncheck();
  await stale.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(said("Archivées sur cet appareil"))).toBeVisible();
  await expect(stale.getByText("Aude Bellerose")).toHaveCount(0);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(stale.getByRole("link", { name: said("Aude Bellerose") })).toBeVisible();

  const portfolios = page.locator("section", { has: page.getByRole("heading", { name: "Portefeuilles" }) });
  await expect(portfolios.locator("li", { hasText: manager.name })).toContainText(said("2 fiches"));
  await portfolios.getByLabel("Portefeuille de").selectOption({ label: manager.name });
  await portfolios.getByLabel("Confier à").selectOption({ label: seller.name });
  await portfolios.getByRole("button", { name: "Confier le portefeuille" }).click();
  await expect(portfolios.locator("li", { hasText: seller.name })).toContainText(said("2 fiches"));

  await house.field.start();
  await desk.isUpToDate();
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  await phone.row("Aude Montclair").getByRole("link").first().click();
  // Whoever takes the client over reads what was said with them.
  await expect(phone.page.getByRole("region", { name: "Historique" })).toContainText("Intéressé");
});
