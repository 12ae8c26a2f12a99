// The dashboard: figures that open the list behind them, charts with their tables, previews; drawn by the server for the
// first paint, counted by the device from then on, also with the server stopped; files of both.
import { readFile } from "node:fs/promises";

import { expect, test } from "../fixtures/house.ts";
import { type Device, said } from "../fixtures/device.ts";
import type { Locator, Page } from "@playwright/test";
import { type Account, MANAGER, SELLER } from "../fixtures/people.mjs";
import type { Server } from "../fixtures/server.mjs";

const ROWS = 700;

const figureLink = (page: Page, label: string) =>
  page.locator("#content").getByRole("link", { name: said(label) }).filter({ visible: true }).first();

/** What a key figure says. */
const figure = async (page: Page, label: string) =>
  Number((await figureLink(page, label).locator("strong").innerText()).replace(/\D/g, ""));

/** A client whom this person's device would send: days from today to the next contact, days since it was made, whose. */
type Sent = { next?: number; made: number; assignee?: string };

/** Clients of different ages, as this person's device would send them. */
const send = async (server: Server, account: Account, clients: Sent[]) => {
  const instant = (days: number) => Date.now() + days * 86_400_000;
  // A UUIDv7 begins with the instant at which it was made.
  const id = (days: number) => instant(-days).toString(16).padStart(12, "0").replace(/^.{8}/, "$&-") + `-7${crypto.randomUUID().slice(15)}`;
  const day = (days: number) => new Date(instant(days)).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  const mutations = clients.map(({ next, made, assignee }, index) => {
    const values = {
      first_name: "Odile", last_name: `Avant ${index}`, email: `odile${index}@avant.example`, status: "prospect",
      ...(next === undefined ? {} : { next_contact: day(next) }), ...(assignee ? { assignee } : {}),
    };
    const edits = Object.entries(values).map(([field, to]) => ({ field, from: null, to }));
    const changes = [{ kind: "client", record: id(made), seen: 0, edits }];
    return { id: crypto.randomUUID(), n: index + 1, act: "create", version: 1, made_at: Date.now(), changes };
  });
  const push = { device: crypto.randomUUID(), label: "Story", epoch: null, mutations };
  const stored = await (await account.send(server, "/api/v1/push", JSON.stringify(push))).json();
  expect(stored.stored?.notes, JSON.stringify(stored)).toEqual([]);
};

/** Follows a link of the dashboard: the list has as many, and says so by its address. */
const opens = async ({ page }: Device, link: Locator, count: number, address: RegExp) => {
  await link.click();
  await expect(page).toHaveURL(address);
  await expect(page.locator(".list-head").getByRole("status")).toHaveText(new RegExp(`^\\s*${count}\\s`));
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Tableau de bord" })).toBeVisible();
};

/** The rows of the table beside a chart. */
const table = async (page: Page, title: string) => {
  const panel = page.getByRole("region", { name: said(title) });
  if (!(await panel.locator("table").isVisible())) await panel.getByText("Voir les chiffres").click();
  return panel.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? "").replace(/[\s\u00a0\u202f]+/g, " ").trim())));
};

test("G11 · G12 · G13 · G22 the dashboard is drawn by the server, counted by the device, and works with the server stopped", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(ROWS);

  // The first paint, without any script: figures and drawings are in the page itself.
  const bare = await house.device(manager);
  const html = await (await bare.context.request.get("/dashboard")).text();
  expect(html).toMatch(/Tableau de bord/);
  expect(html).toMatch(/<svg[^>]*>[\s\S]*var\(--chart-warn\)/);

  const office = bare;
  await office.isReadyForTheField();
  await office.page.goto("/dashboard");
  await office.isAwake();
  await expect(office.page.getByRole("heading", { level: 1, name: "Tableau de bord" })).toBeVisible();
  // Nobody looks after anybody yet: there are no people to compare.
  await expect(office.page.locator(".drawing svg")).toHaveCount(3);
  expect(await figure(office.page, "Total des clients")).toBe(ROWS);
  const parts = await Promise.all(["Clients actifs", "Prospects", "Clients VIP"].map((label) => figure(office.page, label)));
  expect(parts.every((part) => part > 0 && part < ROWS)).toBe(true);

  // The tables say the same as the drawings; the months add up to the book.
  const statuses = await table(office.page, "Répartition par statut");
  expect(statuses.map((row) => row[0])).toEqual(["Prospect", "Client", "VIP", "Inactif"]);
  expect(statuses.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(ROWS);
  const sources = await table(office.page, "Sources d’acquisition");
  expect(sources.map((row) => row[0])).toEqual(expect.arrayContaining(["Site web", "Salon/Événement", "Non renseignée"]));
  expect((await table(office.page, "Évolution du portefeuille"))[0]?.[2]).toBe(String(ROWS));

  // A figure opens the list behind it, with as many.
  await office.page.getByRole("link", { name: said("Clients VIP") }).first().click();
  await expect(office.page).toHaveURL(/\/clients\?status=vip$/);
  await expect(office.page.getByText(said(`${parts[2]} clients`)).first()).toBeVisible();
  await office.page.goBack();
  await expect(office.page.getByRole("region", { name: said("Clients récents") })).toContainText(String(ROWS));
  await expect(office.page.getByRole("region", { name: "Clients non assignés" })).toBeVisible();

  // Both as files, and the taking out is written down.
  const saved = async (name: string) => {
    const download = office.page.waitForEvent("download");
    await office.page.getByRole("region", { name: said("Répartition par statut") }).getByRole("button", { name }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const csv = await saved("CSV");
  expect(csv.name).toMatch(/^statuts_\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text).toMatch(/^\ufeffStatut;Clients;Part\r\nProspect;\d+;/);
  const picture = await saved("Image");
  expect(picture.name).toMatch(/\.svg$/);
  expect(picture.text).toMatch(/^<svg/);
  expect(picture.text).not.toContain("var(");

  // The server is gone: the same figures, from this device, with what was just changed on it.
  await house.field.stop();
  await office.page.goto("/dashboard");
  await office.isAwake();
  await office.strips("Hors ligne");
  await expect(office.page.locator(".drawing svg")).toHaveCount(3);
  expect(await figure(office.page, "Total des clients")).toBe(ROWS);
  expect(await table(office.page, "Sources d’acquisition")).toEqual(sources);
  await office.create({ "Prénom": "Églantine", Nom: "Bellerose", "E-mail": "eglantine@bellerose.example", Statut: "VIP", "Assigné à": manager.name });
  await office.page.goto("/dashboard");
  await expect.poll(() => figure(office.page, "Clients VIP").catch(() => 0)).toBe((parts[2] ?? 0) + 1);
  await expect(office.page.getByRole("region", { name: said("Clients VIP") })).toContainText("Églantine Bellerose");
  expect((await table(office.page, "Performance par personne"))[0]?.slice(0, 2)).toEqual([manager.name, "1"]);

  // One person's figures, by the chooser; the choice is in the address.
  await office.page.getByLabel("Personne", { exact: true }).selectOption({ label: manager.name });
  await expect(office.page).toHaveURL(/who=/);
  await expect.poll(() => figure(office.page, "Total des clients").catch(() => 0)).toBe(1);
  await office.page.getByLabel("Période").selectOption({ label: "Cette année" });
  await expect(office.page).toHaveURL(/period=year/);
});

test("G11 · G12 · G13 · G22 each figure and preview opens as many clients as it counts", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const his = seller.id;
  await send(house.field, manager, [
    { next: -1, made: 0, assignee: his }, { next: -10, made: 30, assignee: manager.id }, { next: -40, made: 90 },
    { next: 0, made: 30, assignee: his }, { next: 1, made: 6, assignee: his }, { next: 7, made: 9, assignee: manager.id },
    { next: 8, made: 9, assignee: his }, { made: 1 }, { made: 400, assignee: his },
  ]);
  const office = await house.device(manager);
  await office.isReadyForTheField();
  const { page } = office;
  const region = (name: string) => page.getByRole("region", { name: said(name) });

  // Late, today, soon, recent, all: of everybody, then of one person.
  for (const [who, late, today, soon, recent, all] of [["", 3, 1, 2, 3, 9], [his, 1, 1, 1, 2, 5]] as const) {
    await page.goto(who ? `/dashboard?who=${who}` : "/dashboard");
    await office.isAwake();
    await expect.poll(() => figure(page, "Total des clients").catch(() => 0)).toBe(all);
    for (const [label, count, address] of [
      ["Total des clients", all, /\/clients(\?who=[^&]*)?$/],
      ["Prospects", all, /[?&]status=prospect/],
      ["Suivis en retard", late, /[?&]next=late/],
      ["À suivre aujourd’hui", today, /[?&]next=today/],
      ["Dans les 7 jours", soon, /[?&]next=soon/],
    ] as const) {
      expect(await figure(page, label), label).toBe(count);
      await opens(office, figureLink(page, label), count, address);
    }
    for (const [title, count, address] of [
      ["Suivis nécessaires", late + today, /[?&]next=due/],
      ["Clients récents", recent, /[?&]made=week/],
    ] as const) {
      await expect(region(title).getByRole("heading", { level: 2 })).toContainText(new RegExp(`\\s${count}$`));
      await opens(office, region(title).getByRole("link", { name: "Tout voir" }), count, address);
    }
  }
  // None of a person's clients is in nobody's care.
  await expect(region("Clients non assignés")).toHaveCount(0);
  await page.goto("/dashboard");
  await office.isAwake();
  await opens(office, figureLink(page, "Non assignés"), 2, /\?who=nobody$/);
  expect((await table(page, "Suivis en retard par ancienneté")).map((row) => row.slice(0, 2))).toEqual([
    ["Plus de 30 jours", "1"], ["8 à 30 jours", "1"], ["1 à 7 jours", "1"],
  ]);

  // The list says what it was opened with, and a chip takes it off.
  await region("Clients récents").getByRole("link", { name: "Tout voir" }).click();
  await page.getByRole("button", { name: said("Retirer le filtre Ajoutés ces 7 derniers jours") }).click();
  await expect(page.locator(".list-head").getByRole("status")).toHaveText(/^\s*9\s/);

  // A salesperson chooses among what they see: no colleague, not even by an address.
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  await phone.page.goto(`/dashboard?who=${manager.id}`);
  await phone.isAwake();
  await expect.poll(() => figure(phone.page, "Total des clients").catch(() => 0)).toBe(7);
  await expect(phone.page.getByLabel("Personne", { exact: true }).locator("option")).toHaveText([
    "Tous ceux que je vois", "Non assignés", seller.name,
  ]);
});

test("G11 an empty book teaches what the dashboard will show", async ({ house }) => {
  const device = await house.device(house.administrator);
  await device.isUpToDate();
  await device.page.goto("/dashboard");
  await device.isAwake();
  await expect(device.page.getByRole("heading", { name: "Rien à compter pour l’instant" })).toBeVisible();
});
