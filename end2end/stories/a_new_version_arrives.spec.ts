// A new version of Carnet arrives while work waits on the device: it is offered, taken with one tap, and the work, sent
// or half-written, is still there.
import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { nextVersion } from "../fixtures/version.mjs";
import { SELLER } from "../fixtures/people.mjs";

test("an update loses neither waiting changes nor a half-written form", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(50);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const record = await phone.openClient(`${KNOWN.zoe.first} ${KNOWN.zoe.last}`);
  const version = () => phone.page.evaluate(async () => (await caches.keys()).join());
  const before = await version();

  await house.field.stop();
  await phone.edit({ Ville: "Cancale" });
  await phone.strips("1 modification sur cet appareil");
  await phone.page.goto("/clients/new");
  await phone.write({ "Prénom": "Maëlle", Nom: "Kerbrat" });

  // The network is back, with a newer server, but nothing can be pushed yet.
  await phone.context.route("**/api/v1/push", (route) => route.abort());
  house.field.binary = await nextVersion(house.folder);
  await house.field.start();
  await phone.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(phone.page.getByText("Une nouvelle version de Carnet est prête.")).toBeVisible();
  expect(await version()).toContain(before);
  const reloaded = phone.page.waitForEvent("load");
  await phone.page.getByRole("button", { name: "Mettre à jour" }).click();
  await reloaded;

  await expect(phone.field("Prénom")).toHaveValue("Maëlle");
  await expect(phone.field("Nom")).toHaveValue("Kerbrat");
  await phone.strips("1 modification sur cet appareil");
  expect(await version()).not.toContain(before);

  await phone.context.unroute("**/api/v1/push");
  await phone.isUpToDate();
  await phone.page.goto(record);
  await expect(phone.fact("Ville")).toContainText("Cancale");
  // And the new version works without a network like the one before.
  await house.field.stop();
  await phone.page.reload();
  await expect(phone.fact("Ville")).toContainText("Cancale");
});
