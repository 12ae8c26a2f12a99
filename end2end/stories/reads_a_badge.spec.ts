// A badge held to the phone: its code fills the capture, on the device and with the server stopped; the person types on.
import { fileURLToPath } from "node:url";

import { PHONE } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

/** MECARD:N:Roy,Léa;ORG:Scierie Roy;TEL:+33639981122;EMAIL:lea@roy.example;TITLE:gérante;; */
const BADGE = fileURLToPath(new URL("../fixtures/badge.png", import.meta.url));
const NO_CODE = fileURLToPath(new URL("../../docs/clients.png", import.meta.url));

test("M2 · the code on a badge is read without a network and fills the capture", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.isReadyForTheField();
  await house.field.stop();

  const { page } = phone;
  await page.goto("/capture");
  await phone.isAwake();
  const picture = page.getByLabel("Lire le QR d’un badge");
  await picture.setInputFiles(NO_CODE);
  await expect(page.getByRole("alert").filter({ hasText: "Aucun code lisible" })).toBeVisible();
  await page.getByLabel("Entreprise").fill("Scierie de l’Ain");
  await picture.setInputFiles(BADGE);
  await expect(page.getByText("6 champs lus sur le badge")).toBeVisible();
  await expect(page.getByLabel("Nom", { exact: true })).toHaveValue("Léa Roy");
  await expect(page.getByLabel("Entreprise")).toHaveValue("Scierie de l’Ain");
  await expect(page.getByLabel("Téléphone ou e-mail")).toHaveValue("lea@roy.example");
  await page.getByRole("button", { name: "Garder et suivant" }).click();
  await page.getByRole("link", { name: "Léa Roy" }).click();
  await expect(page.getByText("gérante").first()).toBeVisible();
  await expect(phone.fact("Mobile")).toContainText("06 39 98 11 22");
});
