// Carnet explains itself: three first steps that never come back once dismissed, and a guide that is there without a network.
import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

test("the first steps lead through the product and are dismissed for good", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller, house.field, PHONE);
  const { page } = phone;
  await phone.isReadyForTheField();
  await page.getByRole("link", { name: /^Aujourd’hui/ }).click();
  const tour = page.getByRole("region", { name: "Vos premiers pas" });
  await expect(tour).toContainText("Étape 1 sur 3");
  // It is not in the way: the page below it can be used.
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Rien à faire pour l’instant")).toBeVisible();
  await tour.getByRole("button", { name: "Suivant" }).click();
  await expect(tour).toContainText("Planifiez le prochain contact");
  await tour.getByRole("button", { name: "Suivant" }).click();
  await expect(tour).toContainText("Étape 3 sur 3");
  await tour.getByRole("button", { name: "J’ai compris" }).click();
  await expect(tour).toHaveCount(0);
  await page.reload();
  await phone.isAwake();
  await expect(page.getByText("Rien à faire pour l’instant")).toBeVisible();
  await expect(tour).toHaveCount(0);
});

test("the guide is there without a network, in both languages, and leads to the places it speaks of", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller, house.field, PHONE);
  const { page } = phone;
  await phone.isReadyForTheField();
  await house.field.stop();
  await page.getByRole("link", { name: "Plus", exact: true }).click();
  await expect(page.getByRole("link", { name: /^Mode d’emploi/ })).toHaveAttribute("href", "/help");
  await page.getByRole("link", { name: /Réglages/ }).click();
  await page.getByRole("link", { name: "Lire le mode d’emploi" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mode d’emploi" })).toBeVisible();
  await page.reload();
  await phone.isAwake();
  const contents = page.getByRole("navigation", { name: "Sommaire" }).getByRole("link");
  await expect(page.getByRole("heading", { level: 1, name: "Mode d’emploi" })).toBeVisible();
  await expect(contents).not.toHaveCount(0);
  // Every line of the contents leads to the chapter it names, and no chapter is left out of them.
  const titles = await contents.allInnerTexts();
  await expect(page.locator(".guide-chapter").getByRole("heading", { level: 3 })).toHaveText(titles);
  for (const [place, title] of titles.entries()) {
    const chapter = page.locator((await contents.nth(place).getAttribute("href"))!);
    await expect(chapter.getByRole("heading", { level: 3 })).toHaveText(title);
  }
  await contents.filter({ hasText: "Sans réseau" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Sans réseau" })).toBeInViewport();
  await contents.filter({ hasText: "Doublons" }).click();
  const duplicates = page.getByRole("region", { name: "Doublons et fusion" });
  await expect(duplicates.getByRole("heading", { level: 3 })).toBeInViewport();
  await expect(duplicates).toContainText("Comparer et fusionner");
  await expect(duplicates.getByRole("link", { name: "Chercher les doublons" })).toHaveAttribute("href", "/duplicates");
  // All of it is text on the page: the browser's own search finds every word.
  await expect(page.getByText(/Accents, majuscules et traits d’union/)).toHaveCount(1);
  await page.getByRole("link", { name: "Voir ma journée" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aujourd’hui" })).toBeVisible();

  await page.goto("/settings");
  await phone.isAwake();
  await page.getByText("English").click();
  await page.getByRole("link", { name: "Read the guide" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "From prospect to VIP" })).toBeVisible();
});
