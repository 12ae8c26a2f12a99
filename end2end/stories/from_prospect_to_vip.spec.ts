// The guide's recommended path as one story on a phone: somebody met becomes a prospect, is followed up, becomes a client,
// becomes a VIP, and the record tells how.
import { PHONE, said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

test("G18 · prospect, follow-ups, client, VIP", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller, house.field, PHONE);
  const { page } = phone;
  await phone.isReadyForTheField();
  const history = page.getByRole("region", { name: "Historique" });
  const planned = page.getByRole("region", { name: "Suivis prévus" });
  const sheet = page.getByRole("dialog");

  await test.step("1. the prospect: what is known, where from, in whose care, a first follow-up", async () => {
    await phone.create({
      "Prénom": "Salomé", Nom: "Verdier", "E-mail": "salome@verdier.example", Mobile: "06 11 22 33 44", Entreprise: "Verdier & Filles",
      Source: "Salon/Événement", Notes: "Vue au salon, veut refaire sa verrière.",
    });
    await expect(page.getByRole("heading", { level: 1, name: "Salomé Verdier" })).toBeVisible();
    await expect(page.getByRole("button", { name: /Prospect/ })).toBeVisible();
    await expect(page.getByRole("button", { name: said(`Confié à ${seller.name}`) })).toBeVisible();
    await page.getByRole("button", { name: "Suivi", exact: true }).click();
    await sheet.getByLabel("Note (facultative)").fill("Proposer une visite");
    await sheet.getByRole("button", { name: "J+2" }).click();
    await expect(planned).toContainText("Proposer une visite");
  });

  await test.step("2. she is followed up: the contact is noted, the next one planned", async () => {
    await page.getByRole("link", { name: /^Aujourd’hui/ }).click();
    const line = page.locator("li.task", { hasText: "Salomé Verdier" });
    await expect(line).toContainText("Proposer une visite");
    await line.getByRole("button", { name: "Fait" }).click();
    await line.getByRole("button", { name: "Intéressé", exact: true }).click();
    await expect(line).toHaveCount(0);
    await phone.openClient("Salomé Verdier");
    await page.getByRole("button", { name: "Suivi", exact: true }).click();
    await sheet.getByRole("button", { name: "Visiter" }).click();
    await sheet.getByRole("button", { name: "Dans une semaine" }).click();
    await expect(planned).toContainText("Visiter");
    await page.getByRole("button", { name: "Noter un échange" }).first().click();
    await sheet.getByRole("button", { name: "Visite", exact: true }).click();
    await sheet.getByLabel(/Ce qui s’est dit/).fill("Devis accepté sur place.");
    await sheet.getByRole("button", { name: "Intéressé", exact: true }).click();
    await expect(history).toContainText("Devis accepté sur place.");
  });

  await test.step("3. she becomes a client, and the record is completed", async () => {
    await page.getByRole("button", { name: "Convertir en client" }).click();
    await page.locator(".convert").getByRole("button", { name: "Convertir en client" }).click();
    await expect(page.getByRole("button", { name: /^Client/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Convertir en client" })).toHaveCount(0);
    await phone.edit({ "Code postal": "35400", Ville: "Saint-Malo" });
    await expect(phone.fact("Ville")).toContainText("Saint-Malo");
  });

  await test.step("4. she becomes a VIP", async () => {
    await page.getByRole("button", { name: "Changer le statut" }).click();
    await sheet.getByRole("button", { name: "VIP" }).click();
    await expect(page.getByRole("button", { name: /^VIP/ })).toBeVisible();
  });

  await phone.isUpToDate();
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  await office.openClient("Salomé Verdier");
  const told = office.page.getByRole("region", { name: "Historique" });
  for (const words of ["a créé la fiche", "a planifié la suite", "a converti le prospect", "Appel · Intéressé", "Visite · Intéressé", "VIP"]) {
    await expect(told).toContainText(words);
  }
});
