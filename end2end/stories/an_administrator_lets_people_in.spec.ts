// Nobody gets in who was not let in: the first administrator by the printed link, everybody else by an invitation; and a
// closed access is closed at once.
import { expect, type Page, test as base } from "@playwright/test";

import { test } from "../fixtures/house.ts";
import { onSqlite } from "../fixtures/server.mjs";
import { PASSWORD, SELLER } from "../fixtures/people.mjs";

base("the first administrator comes in by the printed link, which works once", async ({ page, browser }) => {
  const { server, remove } = await onSqlite();
  try {
    await server.start();
    const door = `${server.url}/welcome/${await server.firstToken()}`;
    await page.goto(door);
    await page.locator("html[data-awake]").waitFor({ state: "attached" });
    await page.getByLabel("Prénom et nom").fill("Agathe Perrin");
    await page.getByLabel("E-mail").fill("agathe@carnet.example");
    const password = page.getByLabel("Mot de passe", { exact: true });
    await password.fill("court");
    await page.getByRole("button", { name: "Ouvrir le carnet" }).click();
    await expect(page.getByRole("alert")).toContainText("Il faut entre 12 et 200 caractères.");
    await password.fill(PASSWORD);
    await page.getByRole("button", { name: "Ouvrir le carnet" }).click();
    await expect(page).toHaveURL(/\/clients$/);
    await expect(page.getByText("Votre carnet est encore vide")).toBeVisible();

    const other = await browser.newPage({ locale: "fr-FR" });
    await other.goto(door);
    await expect(other.getByText("Cette invitation n’est plus valable")).toBeVisible();
    await other.close();
  } finally {
    await remove();
  }
});

test("an administrator invites a salesperson by link, and closes the access at once", async ({ house }) => {
  const office = await house.device(house.administrator);
  const link = await invite(office.page);

  const phone = await house.blankDevice();
  await phone.page.goto(link);
  await phone.isAwake();
  await expect(phone.page.getByText("Vous entrez comme commercial.")).toBeVisible();
  await expect(phone.page.getByLabel("E-mail")).not.toBeEditable();
  await phone.page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await phone.page.getByRole("button", { name: "Ouvrir le carnet" }).click();
  await expect(phone.page).toHaveURL(/\/clients$/);
  await phone.isReadyForTheField();
  await expect(phone.page.getByRole("link", { name: "Personnes" })).toHaveCount(0);

  await office.page.reload();
  await office.page.getByRole("button", { name: "Fermer l’accès de Karim Benali" }).click();
  await phone.strips("Session fermée : reconnectez-vous");
});

test("whoever forgot their password chooses another by a new link, and every open session ends", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const office = await house.device(house.administrator);
  await office.page.goto("/people");
  await office.isAwake();
  await office.page.getByRole("button", { name: `Nouveau lien de connexion pour ${seller.name}` }).click();
  const link = await office.page.getByLabel("Nouveau lien de connexion", { exact: true }).inputValue();
  await phone.page.reload();
  await phone.isUpToDate();

  const other = await house.blankDevice();
  await other.page.goto(link);
  await other.isAwake();
  for (const [label, value] of [["Prénom et nom", seller.name], ["E-mail", seller.email]] as const) {
    await expect(other.page.getByLabel(label)).toHaveValue(value);
    await expect(other.page.getByLabel(label)).not.toBeEditable();
  }
  const fresh = "agrafe pile cheval correct";
  await other.page.getByLabel("Mot de passe", { exact: true }).fill(fresh);
  await other.page.getByRole("button", { name: "Ouvrir le carnet" }).click();
  await expect(other.page).toHaveURL(/\/clients$/);
  await phone.strips("Session fermée : reconnectez-vous");

  const late = await house.blankDevice();
  await late.page.goto(link);
  await expect(late.page.getByText("Cette invitation n’est plus valable")).toBeVisible();
  const wrong = await seller.ask(house.field, "sign_in", { email: seller.email, password: seller.password });
  expect(wrong).toBe("wrong");
  seller.password = fresh;
  await late.signIn(seller);

  const { code, output } = await house.field.run("let-in", house.administrator.email);
  expect(code, output).toBe(0);
  await late.page.goto(`/welcome/${output.match(/\/welcome\/([0-9a-f]{64})/)?.[1]}`);
  await expect(late.page.getByLabel("E-mail")).toHaveValue(house.administrator.email);
  expect((await house.field.run("let-in", "personne@carnet.example")).code).not.toBe(0);
});

test("somebody changes their own password, and their other device asks for it", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const { page } = await house.device(seller);
  await page.goto("/settings");
  await page.locator("html[data-awake]").waitFor({ state: "attached" });
  await page.getByText("Changer mon mot de passe").first().click();
  const change = page.getByRole("button", { name: "Changer mon mot de passe" }).last();
  await page.getByLabel("Mot de passe actuel").fill("une devinette");
  await page.getByLabel("Nouveau mot de passe").fill("agrafe pile cheval correct");
  await change.click();
  await expect(page.getByText("Ce n’est pas votre mot de passe actuel.")).toBeVisible();
  await page.getByLabel("Mot de passe actuel").fill(seller.password);
  await change.click();
  await expect(page.getByText("Mot de passe changé.")).toBeVisible();
  await expect(page.getByLabel("Mot de passe actuel")).toHaveValue("");
  await phone.strips("Session fermée : reconnectez-vous");
  await page.goto("/settings");
  await expect(page.getByText(seller.email)).toBeVisible();
});

/** Invites a salesperson on the people page; gives the link. */
const invite = async (page: Page) => {
  await page.goto("/people");
  await page.locator("html[data-awake]").waitFor({ state: "attached" });
  await page.getByLabel("Prénom et nom").fill("Karim Benali");
  await page.getByLabel("E-mail").fill("karim@carnet.example");
  await page.getByLabel("Rôle", { exact: true }).selectOption("Commercial");
  await page.getByRole("button", { name: "Créer le lien d’invitation" }).click();
  const link = page.getByLabel("Lien d’invitation");
  await expect(link).toHaveValue(/\/welcome\//);
  return link.inputValue();
};
