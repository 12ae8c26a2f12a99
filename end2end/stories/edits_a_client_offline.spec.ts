// The main road: a salesperson's phone has no network; a client is found among 10,000, one corrected, one added; the tab
// dies; the network returns; the office screen shows both by itself.
import { KNOWN } from "../fixtures/book.mjs";
import { DATABASES, expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";
import { PHONE, said } from "../fixtures/device.ts";

const name = `${KNOWN.francois.first} ${KNOWN.francois.last}`;

for (const database of DATABASES) {
  test.describe(database, () => {
    test.use({ database });

    test("a salesperson edits and adds without a network, and the office sees it by itself", async ({ house }) => {
      const [seller, manager] = [SELLER(), MANAGER()];
      await house.letIn(seller, manager);
      await house.importBook(10_000);

      const phone = await house.device(seller, house.field, PHONE);
      await phone.isReadyForTheField();
      const office = await house.device(manager, house.office);
      await office.isReadyForTheField();
      await office.find("bellerose");
      await expect(office.page.getByText("Personne ne correspond")).toBeVisible();

      await house.field.stop();
      const quiet = await phone.startsOver();
      expect(quiet.rowsLost, "what was shown stays").toBe(0);
      await phone.strips("Hors ligne");
      await expect(phone.page.locator(".list-head .count")).toHaveText(/^10.000.clients$/);
      expect(quiet.counts.map((count) => count.replace(/\s/g, "")), "a count is of the whole book").toEqual(["10000clients"]);
      const asked = await phone.startsOver("francois");
      expect(asked.nobody, "somebody whom the first rows do not hold is not denied").toBe(false);
      await expect(phone.row(name)).toBeVisible();
      await phone.find("");

      await phone.find("francois");
      await expect(phone.row(name)).toBeVisible();
      await phone.row(name).getByRole("link").click();
      await expect(phone.page.getByRole("heading", { level: 1, name: said(name) })).toBeVisible();
      const record = new URL(phone.page.url()).pathname;
      await phone.edit({ Ville: "Thonon-les-Bains" });
      await phone.create({ "Prénom": "Églantine", Nom: "Bellerose", "E-mail": "eglantine@bellerose.example", Statut: "Prospect" });
      await phone.strips("2 modifications sur cet appareil");

      await phone.reopenTab();
      await phone.strips("Hors ligne · 2 modifications sur cet appareil");
      await phone.find("bellerose");
      await expect(phone.row("Églantine Bellerose")).toContainText("pas encore envoyé");
      await phone.page.goto(record);
      await expect(phone.fact("Ville")).toContainText("Thonon-les-Bains");
      await expect(phone.page.getByText("Sur cet appareil, pas encore envoyé").first()).toBeVisible();

      await house.field.start();
      await phone.isUpToDate();
      await expect(office.row("Églantine Bellerose")).toBeVisible({ timeout: 2000 });
      await office.find("francois");
      await expect(office.row(name)).toContainText("Thonon-les-Bains");

      await office.row(name).getByRole("link").click();
      const history = office.page.getByRole("region", { name: "Historique" });
      await expect(history).toContainText(said(seller.name));
      await expect(history).toContainText("Thonon-les-Bains");
      await expect(history).toContainText(await deviceLabel(phone.page));
      await expect(history).toContainText(new Date().toLocaleDateString("fr-FR", { timeZone: "Europe/Paris" }));
    });
  });
}

/** What the settings of a device call it. */
const deviceLabel = async (page: import("@playwright/test").Page) => {
  await page.goto("/settings");
  return page.getByLabel("Nom de l’appareil").inputValue();
};
