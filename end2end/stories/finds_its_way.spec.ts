// The navigation: every place of the guide by its name, the button that adds a client, and the menu of a line.
import { expect, test } from "../fixtures/house.ts";
import { MANAGER } from "../fixtures/people.mjs";

const PLACES = ["Aujourd’hui", "Clients", "Prospects", "Opportunités", "Comptes", "Interactions", "Tableau de bord", "Rapports", "Historique"];

test("G17 · every place has its name in the navigation, a line has its menu, and both work with the server stopped", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  const office = await house.device(manager);
  const { page } = office;
  await office.isReadyForTheField();
  await office.create({ "Prénom": "Ana", Nom: "Roche", "E-mail": "ana@roche.example", Statut: "Prospect" });
  await office.isUpToDate();
  await house.field.stop();

  const navigation = page.getByRole("navigation", { name: "Navigation principale" });
  for (const place of PLACES) {
    await navigation.getByRole("link", { name: place }).click();
    await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
    await expect(navigation.getByRole("link", { name: place })).toHaveAttribute("aria-current", "page");
  }
  await navigation.getByRole("link", { name: "Nouveau client" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nouveau client" })).toBeVisible();

  await page.goto("/clients");
  await office.row("Ana Roche").click({ button: "right" });
  await page.getByRole("dialog").getByRole("button", { name: "Changer le statut" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "VIP" }).click();
  await expect(office.row("Ana Roche")).toContainText("VIP");
});
