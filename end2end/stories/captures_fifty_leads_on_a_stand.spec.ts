// A stand, one hand, no network at all: fifty people written down one after the other, each kept at once; then one sync
// brings every one of them to the office exactly once.
import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const LEADS = 50;

test("M2 · fifty leads captured without a network reach the office once each", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.isReadyForTheField();
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  await house.field.stop();

  const { page } = phone;
  await page.goto("/events/new");
  await phone.isAwake();
  await phone.write({ Nom: "Salon du Bâtiment" });
  await phone.save();
  await page.goto("/capture");
  await phone.isAwake();
  await page.getByLabel("Salon").selectOption({ label: "Salon du Bâtiment" });
  const name = page.getByLabel("Nom", { exact: true });
  for (let lead = 1; lead <= LEADS; lead += 1) {
    await name.fill(`Visiteur Numéro${lead}`);
    await page.getByLabel("Entreprise").fill(`Maison ${lead}`);
    await page.getByLabel("Téléphone ou e-mail").fill(`06 12 34 ${String(lead).padStart(2, "0")} 00`);
    if (lead === 1) {
      await page.getByRole("button", { name: "Chaud" }).click();
      await page.getByRole("button", { name: "Rappeler J+2" }).click();
    }
    const began = Date.now();
    await page.getByRole("button", { name: "Garder et suivant" }).click();
    await expect(page.locator("[data-count]")).toHaveText(String(lead));
    expect(Date.now() - began).toBeLessThan(3000);
    await expect(name).toHaveValue("");
    await expect(name).toBeFocused();
  }
  // A name alone was not enough to begin with nothing.
  await page.getByRole("button", { name: "Garder et suivant" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Il faut au moins" })).toBeVisible();

  await house.field.start();
  await phone.isUpToDate(60_000);
  await office.find("numero");
  await expect(office.page.getByRole("status").filter({ hasText: `${LEADS} clients` })).toBeVisible({ timeout: 20_000 });
  await office.find("numero17");
  await expect(office.row("Visiteur Numéro17")).toHaveCount(1);

  // The trade show tells what it brought back, and whose they are.
  await office.page.goto("/events");
  const show = office.page.getByRole("row", { name: "Salon du Bâtiment" });
  await expect(show.getByRole("cell").last()).toHaveText(String(LEADS));
  await show.getByRole("link").click();
  const table = office.page.getByRole("region", { name: "Captures par personne" });
  const cells = table.getByRole("row", { name: seller.name }).getByRole("cell");
  await expect(cells).toHaveText([String(LEADS), "1", "0"]);
  await table.getByRole("link", { name: seller.name }).click();
  await expect(office.page.getByRole("status").filter({ hasText: `${LEADS} fiches` })).toBeVisible();
});
