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

test("G10 · G17 · on a phone a long press chooses a line, and its menu is one tap further", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  const phone = await house.device(manager, house.field, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const { page } = phone;
  await phone.isReadyForTheField();
  await phone.create({ "Prénom": "Ana", Nom: "Roche", "E-mail": "ana@roche.example", Mobile: "06 39 98 11 22", Statut: "Prospect" });
  await page.goto("/clients");
  await phone.isAwake();
  await house.field.stop();

  // The page has learnt that the server is gone before a finger is put down, once.
  await phone.strips("Hors ligne");
  const row = phone.row("Ana Roche");
  // Nothing above it moves any more, and nothing covers it.
  await row.tap({ trial: true, position: { x: 120, y: 20 } });
  const box = await row.boundingBox();
  const touch = await phone.context.newCDPSession(page);
  const at = { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + 20 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  const chosen = page.getByRole("region", { name: "Sélection" });
  await expect(chosen).toContainText("1 sélectionné");
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await chosen.getByRole("button", { name: "Actions" }).click();
  const menu = page.getByRole("dialog");
  await expect(menu.getByRole("link", { name: "Appeler" })).toHaveAttribute("href", "tel:+33639981122");
  await menu.getByRole("button", { name: "Changer le statut" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "VIP" }).click();
  await expect(phone.row("Ana Roche")).toContainText("VIP");
});
