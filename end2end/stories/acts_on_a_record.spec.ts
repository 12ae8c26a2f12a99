// Everything one does with a client is a tap or two from their record, works without a network, and can be taken back.
import { KNOWN } from "../fixtures/book.mjs";
import { type Device, PHONE, said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const zoe = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;

const history = (device: Device) => device.page.getByRole("region", { name: "Historique" });
const undo = (device: Device) => device.page.getByRole("status").getByRole("button", { name: "Annuler" }).last().click();

test("G10 · call, write, text, plan, assign, change the status, archive, delete", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(40);
  const phone = await house.device(manager, house.field, PHONE);
  const { page } = phone;
  await phone.isReadyForTheField();
  await phone.openClient(zoe);
  await phone.context.setOffline(true);
  // What leads out of the browser is looked at, not followed.
  await page.evaluate(() => addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (link && /^(tel|sms|mailto):/.test(link.href)) event.preventDefault();
  }, { capture: true }));

  await test.step("a call is followed by one question, and one tap notes it", async () => {
    const call = page.getByRole("link", { name: "Appeler" }).first();
    await expect(call).toHaveAttribute("href", "tel:+33798765432");
    await call.click();
    await expect(page.getByText(said("Cet appel, qu’en est-il sorti ?")).first()).toBeVisible();
    // A phone may end the tab while its person speaks.
    await page.reload();
    await phone.isAwake();
    await page.getByRole("button", { name: "Pas de réponse" }).click();
    await expect(history(phone)).toContainText("Appel · Pas de réponse");
  });

  await test.step("a letter has the names filled in; its author changes the letters", async () => {
    await page.getByRole("button", { name: "Écrire" }).click();
    const sheet = page.getByRole("dialog", { name: "Écrire un e-mail" });
    const letter = await sheet.getByRole("link", { name: /Relance/ }).getAttribute("href");
    expect(decodeURIComponent(letter ?? "")).toContain(`Bonjour ${KNOWN.zoe.first},`);
    expect(decodeURIComponent(letter ?? "")).toContain(KNOWN.zoe.company);
    expect(decodeURIComponent(letter ?? "")).toContain(manager.name);
    await sheet.getByRole("button", { name: "Changer les modèles" }).click();
    await sheet.getByRole("button", { name: "Ajouter un modèle" }).click();
    await sheet.getByLabel("Nom du modèle").last().fill("Invitation au salon");
    await sheet.getByLabel("Objet").last().fill("Venez nous voir, {prénom}");
    await sheet.getByRole("button", { name: "Garder les modèles" }).click();
    const invitation = sheet.getByRole("link", { name: /Invitation au salon/ });
    await expect(invitation).toContainText(`Venez nous voir, ${KNOWN.zoe.first}`);
    await invitation.focus();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  });

  await test.step("a contact is noted in two taps", async () => {
    await page.getByRole("button", { name: "Noter un échange" }).first().click();
    const sheet = page.getByRole("dialog", { name: "Noter un échange" });
    // What was said is still there for whoever closed the sheet by accident, or whose phone ended the tab.
    await sheet.getByRole("textbox").fill("Veut un devis avant Noël");
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await page.reload();
    await phone.isAwake();
    await page.getByRole("button", { name: "Noter un échange" }).first().click();
    await expect(sheet.getByRole("textbox")).toHaveValue("Veut un devis avant Noël");
    await sheet.getByRole("button", { name: "Intéressé", exact: true }).click();
    await expect(history(phone)).toContainText("Appel · Intéressé");
    await expect(history(phone)).toContainText("Veut un devis avant Noël");
    await undo(phone);
    await expect(history(phone)).not.toContainText("Appel · Intéressé");
  });

  await test.step("the status and who looks after them change from the head of the record", async () => {
    await page.getByRole("button", { name: "Changer le statut" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "VIP" }).click();
    await expect(page.getByRole("button", { name: /VIP/ })).toBeVisible();
    await page.getByRole("button", { name: /Non assigné/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: seller.name }).click();
    await expect(page.getByRole("button", { name: said(`Confié à ${seller.name}`) })).toBeVisible();
    await undo(phone);
    await expect(page.getByRole("button", { name: /Non assigné/ })).toBeVisible();
  });

  await test.step("archived and brought back; deleted and brought back", async () => {
    await page.getByRole("button", { name: "Archiver" }).click();
    await expect(page.getByText("Cette fiche est archivée")).toBeVisible();
    await page.getByRole("button", { name: "Désarchiver" }).click();
    await expect(page.getByText("Cette fiche est archivée")).toHaveCount(0);
    const address = page.url();
    await page.getByRole("button", { name: "Supprimer" }).click();
    await expect(page).toHaveURL(/\/clients(\?|$)/);
    await undo(phone);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: zoe })).toBeVisible();
    await expect(page.getByText("Cette fiche est supprimée")).toHaveCount(0);
  });

  await test.step("the history can be read in parts", async () => {
    await history(phone).getByRole("button", { name: "Modifications" }).click();
    await expect(history(phone)).not.toContainText("Appel · Pas de réponse");
    await expect(history(phone)).toContainText("VIP");
    await history(phone).getByRole("button", { name: "Contacts" }).click();
    await expect(history(phone)).toContainText("Appel · Pas de réponse");
  });

  await phone.context.setOffline(false);
  await phone.isUpToDate();
  await expect(history(phone)).toContainText("Appel · Pas de réponse");
});

test("G10 · a client who is handed over takes the planned follow-ups along", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(20);
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  await office.openClient(zoe);
  const { page } = office;
  const { name } = manager;
  await page.getByRole("button", { name: /Assigner/ }).click();
  await page.getByRole("dialog").getByRole("button", { name }).click();
  await expect(page.getByRole("button", { name: said(`Confié à ${name}`) })).toBeVisible();
  await page.getByRole("button", { name: "Suivi", exact: true }).click();
  const plan = page.getByRole("dialog", { name: "Planifier un suivi" });
  await plan.getByRole("textbox").first().fill("Envoyer le devis");
  await page.keyboard.press("Escape");
  await expect(plan).toBeHidden();
  await page.getByRole("button", { name: "Suivi", exact: true }).click();
  await expect(plan.getByRole("textbox").first()).toHaveValue("Envoyer le devis");
  await plan.getByRole("button", { name: "Demain" }).click();
  await expect(page.getByRole("region", { name: "Suivis prévus" })).toContainText("demain");

  // By the form: the follow-up goes along, too, and comes back.
  await office.edit({ "Assigné à": seller.name });
  const phone = await house.device(seller, house.field, PHONE);
  const coming = phone.page.getByRole("region", { name: "Dans les sept jours" }).locator("li.task");
  await phone.isReadyForTheField();
  await phone.page.getByRole("link", { name: /^Aujourd’hui/ }).click();
  await expect(coming).toContainText(zoe);
  await office.edit({ "Assigné à": name });
  await expect(coming).toHaveCount(0);

  // From the list, as one does it to many.
  await page.goto("/clients");
  await office.find(zoe);
  await office.row(zoe).getByRole("checkbox").click();
  await page.getByRole("region", { name: "Sélection" }).getByRole("button", { name: "Assigner" }).click();
  await page.getByRole("dialog").getByRole("button", { name: seller.name }).click();
  await expect(page.locator(".toast")).toContainText("1 client modifié");
  await office.isUpToDate();
  await expect(coming).toContainText(zoe);
});
