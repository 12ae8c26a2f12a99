// From a prospect to a sale: converted in one act, its opportunity moved over the board by mouse, menu and finger, won.
import { expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import { SELLER } from "../fixtures/people.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const LEA = { "Prénom": "Léa", Nom: "Roy", "E-mail": "lea@roy.example", Statut: "Prospect", Entreprise: "Zinguerie Roy" };

/** The lane of the board with this title. */
const lane = (page: import("@playwright/test").Page, title: string) =>
  page.locator("section.lane").filter({ has: page.getByRole("heading", { name: said(title) }) });

test("G18 M2 · a prospect is converted with its account and an opportunity, and it can be taken back", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  await device.isReadyForTheField();
  await device.create(LEA);
  const { page } = device;
  await device.context.setOffline(true);
  await page.getByRole("button", { name: "Convertir en client" }).click();
  await page.getByLabel(said("Montant")).fill("12 000");
  await page.locator(".convert").getByRole("button", { name: "Convertir en client" }).click();
  await expect(page.getByText("Prospect converti")).toBeVisible();
  await expect(page.locator(".record-head .badge")).toHaveText("Client");
  await expect(page.locator(".of-client").getByRole("link", { name: "Zinguerie Roy" })).toBeVisible();
  await page.locator(".toast", { hasText: "Prospect converti" }).getByRole("button", { name: "Annuler" }).click();
  await expect(page.locator(".record-head .badge")).toHaveText("Prospect");
  await expect(page.locator(".of-client").getByRole("link", { name: "Zinguerie Roy" })).toHaveCount(0);
});

test("M5 · a call is logged in two taps", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller, house.field, PHONE);
  await device.isReadyForTheField();
  await device.create(LEA);
  const { page } = device;
  await page.getByRole("button", { name: "Noter un échange" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Intéressé", exact: true }).click();
  await expect(page.getByText("Échange noté")).toBeVisible();
  await page.goto("/interactions");
  await page.getByRole("searchbox").fill("roy");
  await expect(page.locator("table.records tbody tr")).toHaveCount(1);
});

test("M3 · an opportunity is moved by mouse and by menu, won, and the sums follow", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller);
  await device.isReadyForTheField();
  const { page } = device;
  await page.goto("/opportunities/new");
  await device.write({ Nom: "Toiture de la mairie", Montant: "10 000" });
  await device.save();
  await page.goto("/opportunities");
  const card = page.locator(".board-card", { hasText: "Toiture de la mairie" });
  await expect(lane(page, "Qualification").locator(".board-card")).toHaveCount(1);
  const [from, to] = [await card.boundingBox(), await lane(page, "Négociation").boundingBox()];
  if (!from || !to) throw new Error("no card, or no lane");
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(lane(page, "Négociation").locator(".board-card")).toHaveCount(1);
  await expect(lane(page, "Négociation")).toContainText(said("7 500,00 €"));
  await page.getByRole("button", { name: "Déplacer Toiture de la mairie" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Gagnée" }).click();
  await expect(lane(page, "Gagnée").locator(".board-card")).toHaveCount(1);
  await page.locator(".toast", { hasText: "Gagnée" }).getByRole("button", { name: "Annuler" }).click();
  await expect(lane(page, "Négociation").locator(".board-card")).toHaveCount(1);
  await page.getByRole("button", { name: "Déplacer Toiture de la mairie" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Perdue" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Prix" }).click();
  await expect(lane(page, "Perdue").locator(".board-card")).toHaveCount(1);
});

test("M3 · a card is moved by a finger that holds it, without a network", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = await house.device(seller, house.field, PHONE);
  await device.isReadyForTheField();
  const { page } = device;
  await page.goto("/opportunities/new");
  await device.write({ Nom: "Toiture de la mairie", Montant: "10 000" });
  await device.save();
  await page.goto("/opportunities");
  await device.context.setOffline(true);
  const card = page.locator(".board-card", { hasText: "Toiture de la mairie" });
  const tab = page.locator(".lane-tabs [data-lane]", { hasText: "Analyse" });
  const [from, to] = [await card.boundingBox(), await tab.boundingBox()];
  if (!from || !to) throw new Error("no card, or no tab");
  const touch = await device.context.newCDPSession(page);
  const at = (box: { x: number; y: number }) => [{ x: box.x + 20, y: box.y + 15 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
  await expect(page.locator(".ghost")).toBeVisible();
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at({ x: from.x, y: from.y - 20 }) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(tab.locator(".numbers")).toHaveText("1");
});
