// The card that somebody leaves on the stand: photographed without a network, kept with the person, through the end of the
// tab; it reaches the server by itself, and the office sees it. Nobody signs out of a photo that exists nowhere else.
import type { Page } from "@playwright/test";

import { type Device, PHONE, said } from "../fixtures/device.ts";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

/** What a device makes of a picture: no side is longer. */
const SIDE = 1600;

/** What a phone writes into a picture that it took upright: turn it a quarter clockwise (EXIF 2.32, 4.6.5, "Orientation" 6). */
const TURNED = [
  ...[0xff, 0xe1, 0, 34], ...Buffer.from("Exif\0\0"), ...Buffer.from("II*\0"), 8, 0, 0, 0,
  ...[1, 0], ...[0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0], ...[0, 0, 0, 0],
];

/** A card as a camera gives it: larger than what is kept, and lying on its side. */
const card = async (page: Page) => {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1500, 2400);
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    for (const [colour, height] of [["#fbfaf7", 2400], ["#2f5d50", 600]] as const) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1500, height);
    }
    const file = await canvas.convertToBlob({ type: "image/jpeg" });
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  // After the two bytes that begin a JPEG.
  return { name: "carte.jpg", mimeType: "image/jpeg", buffer: Buffer.from([...bytes.slice(0, 2), ...TURNED, ...bytes.slice(2)]) };
};

/** Waits until the record that is open shows its one photo, upright and as wide as a device keeps it. */
const showsThePhoto = async (device: Device) => {
  const picture = device.page.locator(".photos img");
  await expect(picture).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(SIDE);
};

test("M2 · a card is photographed without a network, and the office sees it", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller, house.field, PHONE);
  await phone.isReadyForTheField();
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  const picture = await card(phone.page);
  await house.field.stop();

  await phone.page.goto("/capture");
  await phone.isAwake();
  const camera = phone.page.getByLabel("Photographier une carte");
  await phone.page.getByLabel("Nom", { exact: true }).fill("Léa Roy");
  await camera.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("pas une photo") });
  await expect(phone.page.getByRole("alert").filter({ hasText: "n’est pas une photo" })).toBeVisible();
  const thumbnails = phone.page.getByRole("img", { name: said("Photo 1") });
  await camera.setInputFiles(picture);
  await expect(thumbnails).toBeVisible();
  await phone.page.getByRole("button", { name: said("Retirer la photo 1") }).click();
  await expect(thumbnails).toHaveCount(0);
  await camera.setInputFiles(picture);
  await expect(thumbnails).toBeVisible();
  // A phone that is short of memory ends the tab while its camera is open.
  const warm = phone.page.getByRole("button", { name: "Chaud", exact: true });
  await warm.click();
  await phone.page.reload();
  await phone.isAwake();
  await expect(thumbnails).toBeVisible();
  await expect(warm).toHaveAttribute("aria-pressed", "true");
  await expect(phone.page.getByLabel("Nom", { exact: true })).toHaveValue("Léa Roy");
  await phone.page.getByRole("button", { name: "Garder et suivant" }).click();
  await expect(phone.page.locator("[data-count]")).toHaveText("1");
  await expect(thumbnails).toHaveCount(0);
  await expect(phone.strip).toContainText(said("1 photo à envoyer"));
  // No time to type: the card alone says who it is.
  await camera.setInputFiles(picture);
  await expect(thumbnails).toBeVisible();
  await phone.page.getByRole("button", { name: "Garder et suivant" }).click();
  await expect(phone.page.getByRole("link", { name: "Carte photographiée" })).toBeVisible();
  await expect(phone.strip).toContainText(said("2 photos à envoyer"));

  await phone.reopenTab();
  await phone.openClient("Léa Roy");
  await showsThePhoto(phone);
  await phone.page.getByRole("button", { name: "Agrandir la photo" }).click();
  await expect(phone.page.getByRole("dialog").getByRole("img", { name: "Photo du" })).toBeVisible();
  await phone.page.keyboard.press("Escape");

  await house.field.start();
  await phone.isUpToDate(60_000);
  const arriving = office.page.waitForResponse(/\/api\/v1\/photos\//);
  await office.openClient("Léa Roy");
  const answer = await arriving;
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "image/jpeg"]);
  await showsThePhoto(office);
  expect((await fetch(answer.url())).status, "a stranger sees nothing").toBe(401);

  await office.page.getByRole("button", { name: "Agrandir la photo" }).click();
  await office.page.getByRole("button", { name: "Supprimer la photo" }).click();
  await expect(office.page.locator(".photos")).toHaveCount(0);
  await office.page.locator(".toast", { hasText: "Photo supprimée" }).getByRole("button", { name: "Annuler" }).click();
  await showsThePhoto(office);
});

test("M2 · a photo added on a record waits in the queue, and signing out asks before it is lost", async ({ house }) => {
  const device = await house.deviceOnARecord();
  const { page } = device;
  const picture = await card(page);
  await house.field.stop();
  await page.getByLabel("Ajouter une photo").setInputFiles(picture);
  await expect(page.getByText("Photo ajoutée")).toBeVisible();
  await showsThePhoto(device);
  await device.strip.click();
  await expect(page.locator(".state-line")).toContainText(said("1 photo à envoyer"));
  await page.goto("/settings");
  await device.isAwake();
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).click();
  await expect(page.getByText(said("1 photo à envoyer, que le serveur n’a pas"))).toBeVisible();
  await page.getByRole("button", { name: "Rester connecté" }).click();
  await house.field.start();
  await device.isUpToDate(60_000);
});
