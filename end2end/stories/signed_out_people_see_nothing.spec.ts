// Without a session every door leads to the sign-in page or answers 401; and a device that was signed out keeps nothing
// of the book, not even where only a curious person would look.
import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

const PAGES = ["/", "/clients", "/clients/new", "/clients/01930000-0000-7000-8000-000000000000", "/queue", "/people", "/settings"];
const CALLS = ["list_clients", "show_client", "history", "people", "invite", "new_link", "change_password", "change_role", "close_access", "reopen_access"];

test("no page and no address answers a stranger with anything of the book", async ({ house }) => {
  await house.importBook(20);
  const stranger = await house.blankDevice();
  for (const path of PAGES) {
    await stranger.page.goto(path);
    await expect(stranger.page, path).toHaveURL(/\/sign-in/);
    await expect(stranger.page.getByRole("button", { name: "Se connecter" })).toBeVisible();
    expect(await stranger.page.content(), path).not.toContain(KNOWN.zoe.company);
  }
  const status = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${house.field.url}${path}`, { redirect: "manual", ...init });
    expect(await answer.text(), path).not.toContain(KNOWN.zoe.company);
    return answer.status;
  };
  for (const path of ["/api/v1/bootstrap", "/api/v1/events"]) expect(await status(path), path).toBe(401);
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  for (const path of ["/api/v1/push", "/api/v1/pull"]) expect(await status(path, post), path).toBe(401);
  const record = "01930000-0000-7000-8000-000000000000";
  const body = JSON.stringify({ query: {}, id: record, record, person: record, name: "x", email: "x@y.example", role: "seller" });
  for (const call of CALLS) expect([400, 401, 422], call).toContain(await status(`/api/app/${call}`, { ...post, body }));
});

test("a device that was signed out keeps nothing of the book", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(200);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  expect(await phone.everythingStored(), "the book is on the device").toContain(KNOWN.zoe.company);

  await phone.page.goto("/settings");
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(phone.page).toHaveURL(/\/sign-in/);
  const kept = await phone.everythingStored();
  for (const word of [KNOWN.zoe.company, KNOWN.francois.last, seller.email]) expect(kept).not.toContain(word);

  // Nor does it show anything with the server away, when the device answers alone.
  await house.field.stop();
  for (const path of ["/clients", "/settings"]) {
    await phone.page.goto(path);
    await expect(phone.page).toHaveURL(/\/sign-in/);
  }
});

test("a tab that keeps the book open holds up the door for seconds only, and the book goes with it", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(20);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();

  // It hears that the databases are to go, and keeps them open.
  const stuck = await phone.context.newPage();
  await stuck.goto("/manifest.webmanifest");
  await stuck.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve) => (indexedDB.open(name ?? "").onsuccess = resolve));
    }
  });
  await phone.page.goto("/settings");
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(phone.page).toHaveURL(/\/sign-in/, { timeout: 15_000 });

  await stuck.close();
  const kept = await phone.everythingStored();
  for (const word of [KNOWN.zoe.company, KNOWN.francois.last, seller.email]) expect(kept).not.toContain(word);
});

test("signing out is refused while unsent work exists, unless the person says to drop it", async ({ house }) => {
  const phone = await house.deviceOnARecord();
  await phone.context.setOffline(true);
  await phone.edit({ Ville: "Cancale" });

  await phone.page.goto("/settings");
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(phone.page.getByText("1 modification sur cet appareil, que le serveur n’a pas")).toBeVisible();
  await phone.page.getByRole("button", { name: "Rester connecté" }).click();
  await phone.context.setOffline(false);
  await phone.isUpToDate();

  // What was begun in a form is on this device only, too.
  await phone.page.goto("/clients/new");
  await phone.write({ Nom: "Kerjean" });
  await phone.page.goto("/settings");
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(phone.page.getByText("Une fiche commencée n’est pas enregistrée")).toBeVisible();
  await phone.page.getByRole("link", { name: "Reprendre" }).click();
  await expect(phone.field("Nom")).toHaveValue("Kerjean");
  await phone.page.goto("/settings");
  await phone.page.getByRole("button", { name: "Se déconnecter" }).click();
  await phone.page.getByRole("button", { name: "Me déconnecter et perdre ce texte" }).click();
  await expect(phone.page).toHaveURL(/\/sign-in/);
});
