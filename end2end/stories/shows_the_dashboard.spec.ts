// The dashboard: figures that open the list behind them, charts with their tables, previews; drawn by the server for the
// first paint, counted by the device from then on, also with the server stopped; files of both.
import { readFile } from "node:fs/promises";

import { expect, test } from "../fixtures/house.ts";
import { said } from "../fixtures/device.ts";
import type { Page } from "@playwright/test";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const ROWS = 700;

/** What a key figure says. */
const figure = async (page: Page, label: string) => {
  const shown = page.locator("#content").getByRole("link", { name: said(label) }).filter({ visible: true }).first();
  return Number((await shown.locator("strong").innerText()).replace(/\D/g, ""));
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

test("G11 an empty book teaches what the dashboard will show", async ({ house }) => {
  const device = await house.device(house.administrator);
  await device.isUpToDate();
  await device.page.goto("/dashboard");
  await device.isAwake();
  await expect(device.page.getByRole("heading", { name: "Rien à compter pour l’instant" })).toBeVisible();
});
