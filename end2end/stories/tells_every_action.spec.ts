// The history of everything: who did what, when, on which device; sign-ins that failed; what a seller may see of it; and
// an earlier value put back with one tap, and taken back again.
import { readFile } from "node:fs/promises";

import { DATABASES, expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { KNOWN } from "../fixtures/book.mjs";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const name = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;

for (const database of DATABASES) {
  test.describe(database, () => {
    test.use({ database });

    test("G20 · G23 every action is told with its author, device and time, and an earlier value comes back", async ({ house }) => {
      const [seller, manager] = [SELLER(), MANAGER()];
      await house.letIn(seller, manager);
      await house.importBook(20);
      await manager.send(house.field, "/api/app/sign_in", JSON.stringify({ email: "intrus@exemple.fr", password: "au hasard !" }));

      const phone = await house.device(seller);
      await phone.isReadyForTheField();
      const record = await phone.openClient(name);
      await phone.edit({ Statut: "VIP" });
      await phone.isUpToDate();

      const office = await house.device(manager, house.office);
      await office.isReadyForTheField();
      const { page } = office;
      await page.goto("/history");
      await office.isAwake();
      const entries = page.getByRole("region", { name: "Historique" }).locator("li.entry");
      const edit = entries.filter({ hasText: said(seller.name) }).filter({ hasText: "a modifié la fiche" }).filter({ hasText: said(name) });
      await expect(edit).toContainText(/Statut.*Client.*VIP/s);
      await expect(edit).toContainText(new Date().toLocaleDateString("fr-FR", { timeZone: "Europe/Paris" }));
      await expect(entries.filter({ hasText: "n’a pas pu se connecter" })).toContainText("intrus@exemple.fr");
      await expect(entries.filter({ hasText: "a invité quelqu’un" }).first()).toContainText(said(house.administrator.name));
      await expect(entries.filter({ hasText: "a importé la fiche" }).first()).toBeVisible();

      // The filters are held in the address.
      await page.getByLabel("Champ").selectOption({ label: "Statut" });
      await page.getByLabel("Quoi").selectOption({ label: "Modification" });
      await expect(page).toHaveURL(/what=edit&field=status/);
      await expect(entries).toHaveCount(1);

      // One tap puts the earlier value back; the toast takes that back again.
      await edit.getByRole("button", { name: "Remettre comme avant" }).click();
      await expect(page.getByText("Ancienne valeur rétablie")).toBeVisible();
      await office.isUpToDate();
      await phone.page.goto(record);
      await expect(phone.page.locator(".record-head .badge")).toContainText("Client");
      await page.getByRole("button", { name: "Annuler" }).click();
      await expect(page.getByText("Rétablissement annulé")).toBeVisible();
      await office.isUpToDate();
      await expect(phone.page.locator(".record-head .badge")).toContainText("VIP", { timeout: 10_000 });

      // As a file.
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Exporter en CSV" }).click();
      const text = await readFile(await (await download).path(), "utf8");
      expect(text).toMatch(/^\ufeffFait le;Reçu le;Qui;/);
      expect(text).toContain("Statut;Client;VIP");
      await page.goto("/history?what=export");
      await expect(entries.first()).toContainText("historique_");

      // A seller sees what concerns their records and themselves, not who tried the door.
      await phone.page.goto("/history");
      await phone.isAwake();
      const seen = phone.page.getByRole("region", { name: "Historique" });
      await expect(seen).toContainText(said(name));
      await expect(seen).not.toContainText("intrus@exemple.fr");

      // Without the server the page says so, and tells what this device did.
      await house.field.stop();
      await phone.page.goto("/history");
      await phone.isAwake();
      await expect(phone.page.getByText("L’historique complet se lit avec le réseau")).toBeVisible();
      await expect(phone.page.getByRole("region", { name: "Historique" })).toContainText("avez modifié la fiche");
    });
  });
}
