// Everything can be done without a pointer, and axe finds nothing to object to on any page, in both themes, on phone
// and desk.
import { AxeBuilder } from "@axe-core/playwright";

import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";
import { everyPage } from "../fixtures/pages.ts";

const name = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;

test("a day in the office without a mouse", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  await house.importBook(200);
  const office = await house.blankDevice();
  const { page } = office;
  const { keyboard } = page;

  await page.goto("/sign-in");
  await office.tabTo(page.getByLabel("E-mail"));
  await keyboard.type(manager.email);
  await office.tabTo(page.getByLabel("Mot de passe", { exact: true }));
  await keyboard.type(manager.password);
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/clients$/);
  await office.isReadyForTheField();

  // On a page that was just opened, the first key leads past the navigation.
  await page.reload();
  await office.isAwake();
  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();

  // The keys move in the book of this device: wait until it answers.
  await page.locator(".rows[data-virtual]").waitFor();
  await keyboard.press("j");
  await keyboard.press("j");
  const second = page.getByRole("row").nth(2).getByRole("link");
  await expect(second).toBeFocused();
  await keyboard.press("k");
  await expect(page.getByRole("row").nth(1).getByRole("link")).toBeFocused();

  await keyboard.press("/");
  await expect(office.search).toBeFocused();
  await keyboard.type("zoe");
  await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  await keyboard.press("Enter");
  await expect(office.row(name).getByRole("link")).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await keyboard.press("e");
  await office.tabTo(office.field("Ville"));
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("Saint-Lunaire");
  await keyboard.press("Control+Enter");
  await expect(page.getByText("Enregistré sur cet appareil")).toBeVisible();
  await expect(office.fact("Ville")).toContainText("Saint-Lunaire");

  await keyboard.press("Escape");
  await expect(page).toHaveURL(/\/clients(\?|$)/);
  await keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Raccourcis clavier" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await keyboard.press("n");
  await expect(page).toHaveURL(/\/clients\/new$/);
  await office.tabTo(office.field("Prénom"));
  await keyboard.type("Nolwenn");
  await keyboard.press("Control+Enter");
  await expect(page.getByText("champs à corriger").first()).toBeVisible();
  await office.tabTo(office.field("Nom"));
  await keyboard.type("Le Gall");
  await office.tabTo(office.field("E-mail"));
  await keyboard.type("nolwenn@legall.example");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Nolwenn Le Gall" })).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
    test(`axe finds nothing on any page (${theme}, ${viewport.width} px)`, async ({ house }) => {
      await house.letIn(SELLER());
      await house.importBook(60);
      for await (const { device, title } of everyPage(house, { viewport, colorScheme: theme, reducedMotion: "reduce" })) {
        const { violations } = await new AxeBuilder({ page: device.page }).analyze();
        const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
        expect.soft(told, title).toEqual([]);
        const { scrollWidth, clientWidth } = await device.page.evaluate(() => ({
          scrollWidth: document.documentElement.scrollWidth,
          clientWidth: document.documentElement.clientWidth,
        }));
        expect.soft(scrollWidth, `${title} scrolls sideways`).toBeLessThanOrEqual(clientWidth);
      }
    });
  }
}

test("no page scrolls sideways on the narrowest phone", async ({ house }) => {
  await house.letIn(SELLER());
  await house.importBook(60);
  for await (const { device, title } of everyPage(house, { viewport: { width: 320, height: 640 } })) {
    const { scrollWidth, clientWidth } = await device.page.evaluate(() => ({
      scrollWidth: Math.max(document.documentElement.scrollWidth, document.querySelector("main")?.scrollWidth ?? 0),
      clientWidth: document.documentElement.clientWidth,
    }));
    expect.soft(scrollWidth, title).toBeLessThanOrEqual(clientWidth);
  }
});
