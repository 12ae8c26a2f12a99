// A salesperson comes home from a show with a file: it is checked, its faults are mended in place, it comes in without a
// network, known people are updated and not doubled, and the whole is taken back by one button.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER } from "../fixtures/people.mjs";

const FILE = [
  "Prénom;Nom;Adresse de messagerie;Tél. mobile;Société;Relance;Pointure",
  "Élodie;Marchand;elodie@marchand.example;06 12 34 56 70;Marchand et Fils;31/12/2031;38",
  "Bruno;Lemaire;pas-un-email;06 12 34 56 71;Lemaire SARL;;44",
  "Odile;Pons;odile@pons.example;12;Pons;;40",
  "Léa;Connue;lea@connue.example;06 12 34 56 72;Connue SA;;39",
].join("\r\n");

test("G16 · a file with faults is mended in place, comes in without a network and is taken back whole", async ({ house }) => {
  const manager = MANAGER();
  await house.letIn(manager);
  const file = join(house.folder, "salon.csv");
  // As Excel in France writes plain CSV.
  await writeFile(file, Buffer.from(FILE, "latin1"));

  const desk = await house.device(manager);
  const { page } = desk;
  await desk.isReadyForTheField();
  await desk.create({ "Prénom": "Léa", Nom: "Connue", "E-mail": "lea@connue.example", Statut: "VIP" });
  await desk.isUpToDate();
  await house.field.stop();
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles(file);

  await expect(page.getByLabel("Encodage")).toHaveValue("1");
  await expect(page.getByLabel("Séparateur")).toHaveValue("0");
  await expect(page.getByLabel("Adresse de messagerie").first().locator("option:checked")).toHaveText("E-mail");
  await expect(page.getByLabel("Pointure").locator("option:checked")).toContainText("ne pas importer");

  await expect(page.getByText(said("2 lignes en faute"))).toBeVisible();
  const faulty = (row: number) => page.locator(".import-faults li", { has: page.getByRole("heading", { name: said(`Ligne ${row}`) }) });
  await faulty(3).getByRole("textbox").fill("bruno@lemaire.example");
  await faulty(3).getByRole("textbox").press("Tab");
  await expect(page.getByText(said("1 ligne en faute"))).toBeVisible();
  await faulty(4).getByRole("textbox").fill("06 12 34 56 73");
  await faulty(4).getByRole("textbox").press("Tab");
  await expect(page.getByText("Toutes les lignes sont bonnes.")).toBeVisible();

  await page.getByRole("button", { name: "Voir ce qui va changer" }).click();
  await expect(page.getByText(said("3 nouvelles fiches · 1 fiche mise à jour"))).toBeVisible();
  const known = page.locator(".import-changes li", { hasText: "Léa Connue" });
  await expect(known).toContainText("Connue SA");
  await expect(known).not.toContainText("Prospect");
  await page.getByRole("button", { name: said("Importer 4 fiches") }).click();
  await expect(page.getByRole("button", { name: "Annuler l’import" })).toBeVisible();

  await page.getByRole("link", { name: "Voir les clients" }).click();
  for (const name of ["Élodie Marchand", "Bruno Lemaire", "Odile Pons"]) await expect(desk.row(name)).toBeVisible();
  await expect(desk.row("Léa Connue")).toHaveCount(1);
  await expect(desk.row("Léa Connue")).toContainText("VIP");

  await house.field.start();
  await desk.isUpToDate();
  const office = await house.device(house.administrator);
  await office.isReadyForTheField();
  await expect(office.row("Bruno Lemaire")).toBeVisible();

  // The same file again: one button takes all of it back, also after it was sent.
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByLabel("Quand elle existe déjà").selectOption({ label: "Créer une fiche de plus" });
  await page.getByRole("button", { name: "Voir ce qui va changer" }).click();
  await page.getByRole("button", { name: said("Importer 2 fiches") }).click();
  await desk.isUpToDate();
  await page.getByRole("button", { name: "Annuler l’import" }).click();
  await expect(page.getByText("Import annulé")).toBeVisible();
  await desk.isUpToDate();
  await page.goto("/clients");
  await expect(desk.row("Élodie Marchand")).toHaveCount(1);
});

test("G16 · ten thousand rows come in while the page stays alive", async ({ house }) => {
  const file = join(house.folder, "grand.csv");
  const rows = Array.from({ length: 10_000 }, (_, place) => `Prénom${place};Nom${place};p${place}@grand.example;Client`);
  await writeFile(file, ["Prénom;Nom;Email;Statut", ...rows].join("\n"));
  const desk = await house.device(house.administrator);
  await desk.isReadyForTheField();
  await desk.page.goto("/import");
  await desk.page.evaluate(() => {
    const seen = window as unknown as { longest: number };
    seen.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) seen.longest = Math.max(seen.longest, task.duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  await desk.page.locator("input[type=file]").setInputFiles(file);
  await expect(desk.page.getByText("Toutes les lignes sont bonnes.")).toBeVisible({ timeout: 60_000 });
  const bring = desk.page.getByRole("button", { name: said("Importer 10 000 fiches") });
  await desk.page.getByRole("button", { name: "Voir ce qui va changer" }).click();
  await expect(bring).toBeVisible({ timeout: 60_000 });
  await bring.click();
  await expect(desk.page.getByRole("button", { name: "Annuler l’import" })).toBeVisible({ timeout: 120_000 });
  const longest = await desk.page.evaluate(() => (window as unknown as { longest: number }).longest);
  console.log(`the longest task took ${Math.round(longest)} ms`);
  await desk.isUpToDate(120_000);
  await desk.page.goto("/clients");
  await desk.find("nom9999");
  await expect(desk.row("Prénom9999 Nom9999")).toBeVisible();
});

test("G16 · a large file is left to the server, which shows what it would do first", async ({ house }) => {
  const file = join(house.folder, "tres_grand.csv");
  const notes = "Rencontrés au salon. ".repeat(60);
  const rows = Array.from({ length: 4_000 }, (_, place) => `Prénom${place};Nom${place};s${place}@grand.example;Client;${notes}`);
  await writeFile(file, ["Prénom;Nom;Email;Statut;Notes", "Ida;Fautive;pas-un-email;Client;", ...rows].join("\n"));
  const desk = await house.device(house.administrator);
  const { page } = desk;
  await desk.isReadyForTheField();
  await page.goto("/import");
  await desk.isAwake();
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Laisser faire le serveur" }).click();
  await expect(page.getByText(said("4 000 nouvelles fiches"))).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(said("1 ligne en faute"))).toBeVisible();
  await expect(page.locator(".import-told")).toContainText("pas-un-email");
  await page.getByRole("button", { name: said("Importer 4 000 fiches") }).click();
  await expect(page.getByText("C’est importé.")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("link", { name: "Voir les clients" }).click();
  await desk.isUpToDate(60_000);
  await desk.find("nom3999");
  await expect(desk.row("Prénom3999 Nom3999")).toBeVisible();

  // Somebody who would rather keep it in hand goes on here, as with a small file.
  await page.goto("/import");
  await desk.isAwake();
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Importer depuis cet appareil" }).click();
  await expect(page.getByText(said("1 ligne en faute"))).toBeVisible({ timeout: 60_000 });
});

test("G16 · a workbook that is none, or not whole, is told, and the next file comes in", async ({ house }) => {
  const desk = await house.device(house.administrator);
  const { page } = desk;
  await desk.isReadyForTheField();
  await page.goto("/import");
  const complaint = page.locator(".notice[data-tone=bad]");
  const choose = (name: string, buffer: Buffer) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer });
  for (const [name, bytes, told] of [
    ["clients.xlsx", "Nom;Statut\r\n", "Ce fichier n’est pas un classeur Excel (.xlsx)"],
    ["clients.xlsx", "PK\u0003\u0004 et puis plus rien", "Ce classeur est abîmé"],
    ["clients.xls", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "Ce classeur est d’un ancien format (.xls)"],
  ] as const) {
    await choose(name, Buffer.from(bytes, "latin1"));
    await expect(complaint).toContainText(said(told));
  }
  await choose("clients.csv", Buffer.from("Prénom;Nom;Email;Statut\nIda;Colin;ida@colin.example;Client\n"));
  await expect(page.getByText("Toutes les lignes sont bonnes.")).toBeVisible();
  await expect(complaint).toHaveCount(0);
});
