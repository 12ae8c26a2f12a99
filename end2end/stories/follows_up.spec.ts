// Nobody is forgotten: follow-ups are planned, done, put off and taken back with the server stopped; what is late is told
// everywhere; the date in the form is a follow-up too; and the office sees all of it afterwards.
import { readFile } from "node:fs/promises";

import { KNOWN } from "../fixtures/book.mjs";
import { type Device, PHONE, said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const zoe = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;
const francois = `${KNOWN.francois.first} ${KNOWN.francois.last}`;

/** A day from today, in Paris, as a date picker writes it. */
const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
/** The same as people read it. */
const shown = (days: number) => day(days).split("-").reverse().join("/");

const part = (device: Device, name: string) => device.page.getByRole("region", { name: said(name) });
const task = (device: Device, name: string) => device.page.locator("li.task", { hasText: said(name) });

/** Leaves a page for another as a person does: no reload, so that nothing depends on the server. */
const today = (device: Device) => device.page.getByRole("link", { name: /^Aujourd’hui/ }).click();

test("G9 · G21 · follow-ups are planned, done, put off and taken back without a server", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(60);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.isReadyForTheField();
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  const record = await phone.openClient(zoe);
  await house.field.stop();

  await test.step("a date in the form plans a follow-up, and an old one is late", async () => {
    await phone.edit({ "Prochain contact": day(-3) });
    await expect(phone.page.getByRole("region", { name: "Suivis prévus" })).toContainText("Appeler");
    await phone.strips("Hors ligne · 1 modification sur cet appareil");
    await today(phone);
    await expect(part(phone, "En retard").locator("li.task")).toContainText(said("il y a 3 jours"));
    await expect(phone.page.getByRole("link", { name: said("Aujourd’hui 1 suivi en retard") })).toBeVisible();
    await expect(task(phone, zoe).getByRole("link", { name: "Appeler" })).toHaveAttribute("href", /^tel:\+33/);
  });

  await test.step("one tap puts it off, and one takes that back", async () => {
    await task(phone, zoe).getByRole("button", { name: "Reporter" }).click();
    await task(phone, zoe).getByRole("button", { name: "Demain" }).click();
    await expect(part(phone, "Dans les sept jours").locator("li.task")).toContainText("demain");
    await phone.page.getByRole("status").getByRole("button", { name: "Annuler" }).last().click();
    await expect(part(phone, "En retard").locator("li.task")).toContainText(zoe);
  });

  await test.step("nobody has anything to do with a client who is archived", async () => {
    await phone.page.goto(record);
    await phone.isAwake();
    await phone.page.getByRole("button", { name: "Archiver" }).click();
    await today(phone);
    await expect(part(phone, "En retard")).toHaveCount(0);
    await expect(phone.page.getByRole("link", { name: /^Aujourd’hui$/ })).toBeVisible();
    await phone.page.goto(record);
    await phone.isAwake();
    await phone.page.getByRole("button", { name: "Désarchiver" }).click();
    await today(phone);
    await expect(part(phone, "En retard").locator("li.task")).toContainText(zoe);
  });

  await test.step("the calendar of the phone takes it as a file", async () => {
    await task(phone, zoe).getByRole("button", { name: "Reporter" }).click();
    const download = phone.page.waitForEvent("download");
    await task(phone, zoe).getByRole("button", { name: "Dans mon agenda" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`suivi_${day(-3)}.ics`);
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain(`DTSTART;VALUE=DATE:${day(-3).replaceAll("-", "")}`);
    expect(text).toContain(`SUMMARY:Appeler · ${zoe}`);
    await task(phone, zoe).getByRole("button", { name: "Reporter" }).click();
  });

  await test.step("it is done with an outcome, which the history of contacts tells", async () => {
    await task(phone, zoe).getByRole("button", { name: "Fait" }).click();
    await task(phone, zoe).getByRole("button", { name: "Joint", exact: true }).click();
    await expect(part(phone, "En retard")).toHaveCount(0);
    await expect(phone.page.getByRole("link", { name: /^Aujourd’hui$/ })).toBeVisible();
    await phone.page.goto(record);
    await phone.isAwake();
    const history = part(phone, "Historique");
    await history.getByRole("button", { name: "Contacts" }).click();
    await expect(history.locator("li.entry")).toHaveCount(1);
    await expect(history.locator("li.entry")).toContainText("Appel · Joint");
    await expect(phone.fact("Prochain contact")).toHaveCount(0);
  });

  await test.step("the next one is planned in two taps, and the earliest is the date of next contact", async () => {
    await phone.page.getByRole("button", { name: "Suivi", exact: true }).click();
    await phone.page.getByRole("dialog").getByRole("button", { name: "Rendez-vous" }).click();
    await phone.page.getByLabel("Note (facultative)").fill("Métré du toit");
    await phone.page.getByRole("dialog").getByRole("button", { name: "Dans une semaine" }).click();
    await expect(phone.fact("Prochain contact")).toHaveText(shown(7));
    await phone.page.goto(`${record}?plan`);
    await phone.page.getByRole("dialog").getByRole("button", { name: "Date et heure…" }).click();
    await phone.page.getByLabel("Date", { exact: true }).fill(day(1));
    await phone.page.getByLabel("Heure (facultative)").fill("09:30");
    await phone.page.getByRole("button", { name: "Retenir cette date" }).click();
    await expect(phone.fact("Prochain contact")).toHaveText(shown(1));
    await expect(part(phone, "Suivis prévus").locator("li.task").nth(0)).toContainText("demain à 09:30");
    await expect(part(phone, "Suivis prévus").locator("li.task").nth(1)).toContainText("Métré du toit");
    // Another day, the same hour.
    const first = part(phone, "Suivis prévus").locator("li.task").first();
    await first.getByRole("button", { name: "Reporter" }).click();
    await first.getByRole("button", { name: "J+2" }).click();
    await expect(phone.page.getByText("Suivi reporté").last()).toBeVisible();
    await expect(first).toContainText(`${shown(2)} à 09:30`);
    await expect(phone.fact("Prochain contact")).toHaveText(shown(2));
  });

  await test.step("what is planned is changed in place, and a note half typed outlives a reload", async () => {
    const first = part(phone, "Suivis prévus").locator("li.task").first();
    const change = async () => {
      await first.getByRole("button", { name: "Reporter" }).click();
      await first.getByRole("button", { name: "Modifier" }).click();
    };
    await change();
    await first.getByLabel("Note (facultative)").fill("Voir la charpente");
    await phone.page.goto(record);
    await phone.isAwake();
    await change();
    await expect(first.getByLabel("Note (facultative)")).toHaveValue("Voir la charpente");
    await first.getByRole("button", { name: "Rendez-vous" }).click();
    await first.getByLabel("Heure (facultative)").fill("10:15");
    await first.getByRole("button", { name: "Enregistrer" }).click();
    await expect(first).toContainText(`${shown(2)} à 10:15`);
    await expect(first).toContainText("Rendez-vous");
    await expect(first.locator(".task-note")).toHaveText("Voir la charpente");
  });

  await test.step("somebody nobody looks after is taken charge of", async () => {
    await phone.page.goto("/clients?who=nobody");
    await phone.isAwake();
    await phone.find(francois);
    await phone.row(francois).getByRole("link").click();
    await expect(phone.page.getByRole("button", { name: /Non assigné/ })).toBeVisible();
    await today(phone);
    const free = part(phone, "Clients non assignés");
    await expect(free.locator("li.task")).toHaveCount(5);
    const name = await free.locator("li.task a").first().innerText();
    await free.getByRole("button", { name: "Prendre en charge" }).first().click();
    await expect(free.getByRole("link", { name, exact: true })).toHaveCount(0);
  });

  await house.field.start();
  await phone.isUpToDate();
  await office.page.goto(record);
  await office.isAwake();
  await expect(office.fact("Prochain contact")).toHaveText(shown(2));
  await expect(part(office, "Suivis prévus").locator("li.task")).toHaveCount(2);
  await expect(part(office, "Historique")).toContainText("Appel · Joint");
  await expect(part(office, "Historique")).toContainText(said(seller.name));
});

test("G21 · what falls due while Carnet is open is announced, and a new day begins by itself", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(20);
  const phone = await house.blankDevice(house.field, PHONE);
  // Twenty to noon in Paris.
  await phone.page.clock.install({ time: new Date(`${day(0)}T10:40:00Z`) });
  await phone.signIn(seller);
  await phone.isReadyForTheField();
  await phone.openClient(zoe);
  const hour = await phone.page.evaluate(() => {
    const soon = new Date(Date.now() + 5 * 60_000);
    return soon.toLocaleTimeString("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" });
  });
  await phone.page.getByRole("button", { name: "Suivi", exact: true }).click();
  await phone.page.getByRole("dialog").getByRole("button", { name: "Date et heure…" }).click();
  await phone.page.getByLabel("Date", { exact: true }).fill(day(0));
  await phone.page.getByLabel("Heure (facultative)").fill(hour);
  await phone.page.getByRole("button", { name: "Retenir cette date" }).click();
  await expect(part(phone, "Suivis prévus")).toContainText(`aujourd’hui à ${hour}`);

  await phone.page.clock.runFor("06:00");
  const notice = phone.page.locator(".bar", { hasText: said(`C’est l’heure : Appeler ${zoe}`) });
  await expect(notice).toBeVisible();
  await notice.getByRole("link", { name: "Voir" }).click();
  await expect(part(phone, "À faire aujourd’hui").locator("li.task")).toContainText(zoe);

  await phone.page.clock.runFor("24:00:00");
  await expect(part(phone, "En retard").locator("li.task")).toContainText(said("hier"));
});
