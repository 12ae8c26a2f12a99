// The day the server is lost (G24): an administrator takes a backup on the page and carries it away; later it is all
// there is. A damaged one is refused, the good one comes back, and a phone sends again what the backup does not know.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

test("G24 · a backup taken on the page comes back, and a phone sends again what it does not know", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.isReadyForTheField();
  await phone.create({ "Prénom": "Odile", Nom: "Avant", "E-mail": "odile@avant.example", Statut: "Prospect" });
  await phone.isUpToDate();

  const office = await house.device(house.administrator);
  await office.page.goto("/more");
  await office.isAwake();
  await office.page.getByRole("link", { name: /Sauvegardes/ }).click();
  await expect(office.page.getByText("Aucune sauvegarde pour l’instant.")).toBeVisible();
  await office.page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
  await expect(office.page.getByText(/1\s+client · .* · à la demande/)).toBeVisible();
  const [download] = await Promise.all([
    office.page.waitForEvent("download"),
    office.page.getByRole("link", { name: /^Télécharger la sauvegarde du/ }).click(),
  ]);
  const backup = join(house.folder, download.suggestedFilename());
  await download.saveAs(backup);

  await phone.create({ "Prénom": "Ulysse", Nom: "Apres", "E-mail": "ulysse@apres.example", Statut: "Prospect" });
  await phone.isUpToDate();
  await house.field.stop();

  const damaged = join(house.folder, "damaged.jsonl.gz");
  const bytes = await readFile(backup);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(damaged, bytes);
  expect((await house.field.run("restore", damaged, "--replace")).code).not.toBe(0);
  const refused = await house.field.run("restore", backup);
  expect(refused.output).toContain("is not empty");
  const restored = await house.field.run("restore", backup, "--replace");
  expect(restored.output).toContain("1 clients");
  expect(restored.code).toBe(0);
  await house.field.start();

  await office.signIn(house.administrator);
  await office.find("avant");
  await expect(office.row("Odile Avant")).toBeVisible();
  await office.find("apres");
  await expect(office.page.getByText("Personne ne correspond")).toBeVisible();

  await phone.signIn(seller);
  await phone.isUpToDate();
  await expect(office.row("Ulysse Apres")).toBeVisible({ timeout: 20_000 });
  await phone.find("ulysse");
  await expect(phone.row("Ulysse Apres")).toBeVisible();
});

test("G24 · only administrators see backups", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.page.goto("/backups");
  await phone.isAwake();
  await expect(phone.page.getByText("Seuls les administrateurs s’occupent des sauvegardes.")).toBeVisible();
  const answer = await phone.page.request.get("/api/v1/backups/carnet_2026-01-01_000000.jsonl.gz");
  expect(answer.status()).toBe(403);
});
