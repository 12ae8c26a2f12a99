// Filters of the list of clients: together, in the address, without a network, and off again.

import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

test("G14 · filters narrow the list together, stand in the address and come off one by one", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  const { page } = device;
  const people = [
    { Prénom: "Ana", Nom: "Roche", "E-mail": "ana@roche.example", Statut: "Prospect", Source: "Téléphone", Ville: "Lyon", Pays: "France" },
    { Prénom: "Bea", Nom: "Roche", "E-mail": "bea@roche.example", Statut: "VIP", Source: "Téléphone", Ville: "Saint-Étienne", Pays: "France" },
    { Prénom: "Cleo", Nom: "Roche", "E-mail": "cleo@roche.example", Statut: "Inactif", Source: "Autre", Ville: "Liège", Pays: "Belgique" },
  ];
  for (const person of people) await device.create(person);
  await page.goto("/clients");
  await page.locator(".rows[data-virtual]").waitFor();
  await device.context.setOffline(true);

  const shows = (...names: string[]) =>
    expect(page.locator(".rows .name a")).toHaveText(names.map((name) => `${name} Roche`));
  await shows("Ana", "Bea", "Cleo");
  await page.getByRole("button", { name: "Filtres", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "Filtres" });
  await panel.getByRole("button", { name: "Téléphone" }).click();
  await panel.getByLabel("Ville").fill("etienne");
  await panel.getByRole("button", { name: /Voir la liste/ }).click();
  await shows("Bea");
  await expect(page.locator(".list-head").getByRole("status")).toHaveText(/1.client/);
  await expect(page).toHaveURL(/source=phone.*city=etienne/);

  await page.getByRole("button", { name: "Retirer le filtre etienne" }).click();
  await shows("Ana", "Bea");
  await page.getByRole("button", { name: "Effacer les filtres" }).click();
  await shows("Ana", "Bea", "Cleo");

  // A tag that was typed counts, whatever ends the panel; and an empty answer says what to do.
  await page.getByRole("button", { name: "Filtres", exact: true }).click();
  await panel.getByLabel("Tag").fill("salon");
  await panel.getByRole("button", { name: /Voir la liste/ }).click();
  await expect(page.getByText("Aucune fiche ne passe tous ces filtres")).toBeVisible();
  await page.getByRole("button", { name: "Retirer le filtre #salon" }).click();
  await shows("Ana", "Bea", "Cleo");
  await device.context.setOffline(false);

  // The address holds the whole view, for whoever opens it.
  await page.goto("/clients?state=inactive&country=belg&sort=-city");
  await shows("Cleo");
});
