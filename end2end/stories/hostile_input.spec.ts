// Whatever is typed, sent or broken: a clear message, nothing lost, nothing run, and the server goes on.
import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const NAMES = [`<script>document.title="taken"</script>`, `</textarea><script>document.title="taken"</script>`, `"><img src=x onerror="document.title='taken'">`];
const zoe = `${KNOWN.zoe.first} ${KNOWN.zoe.last}`;

test("a name that is a program is shown as text on every page, by the server and by the browser", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  const phone = await house.device(seller);
  for (const [index, hostile] of NAMES.entries()) {
    await phone.create({ "Prénom": hostile, Nom: `Hostile ${index}`, "E-mail": `h${index}@hostile.example`, Notes: `${hostile}\n${hostile}` });
    const record = phone.page.url();
    await phone.isUpToDate();
    // Rendered by the server for an empty browser, then by the replica.
    const office = await house.device(manager);
    for (const path of [record, `${record}/edit`, "/clients", "/queue"]) {
      await office.page.goto(path);
      await office.isUpToDate();
      await expect(office.page, path).not.toHaveTitle("taken");
      expect(await office.page.locator("img[src=x]").count()).toBe(0);
    }
    await office.page.goto(`${record}/edit`);
    await expect(office.field("Notes")).toHaveValue(`${hostile}\n${hostile}`);
    await office.page.goto(record);
    await expect(office.page.getByRole("heading", { level: 1 })).toContainText(hostile);
  }
});

test("one megabyte of notes is kept whole or refused with a clear word, and the form keeps it", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(20);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const record = await phone.openClient(zoe);
  const notes = "Été comme hiver, « à rappeler ». ".repeat(30_000);
  await phone.page.getByRole("link", { name: "Modifier" }).click();
  await phone.write({ Notes: notes });
  await phone.page.getByRole("button", { name: "Enregistrer" }).click();
  const saved = phone.page.getByText("Enregistré sur cet appareil");
  const refused = phone.page.locator(".problem").first();
  await expect(saved.or(refused).first()).toBeVisible();
  if (await saved.isVisible()) {
    await phone.isUpToDate();
    const shown = await house.administrator.ask(house.field, "show_client", { id: record.split("/").at(-1) });
    expect(JSON.stringify(shown)).toContain(notes.slice(-100).trim());
  } else {
    await expect(phone.field("Notes")).toHaveValue(notes);
  }
  expect(house.field.log).not.toContain("panic");
});

test("a body cut in half, an older client's push and nonsense are answered, and nothing of them is stored", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  const device = crypto.randomUUID();
  const record = crypto.randomUUID();
  const create = { kind: "client", record, seen: 0, edits: [{ field: "first_name", to: "Ève" }, { field: "last_name", to: "Coupée" },
    { field: "email", to: "eve@coupee.example" }, { field: "status", to: "prospect" }] };
  const mutation = { id: crypto.randomUUID(), n: 1, act: "create", version: 1, made_at: Date.now(), changes: [create] };
  const push = JSON.stringify({ device, label: "Essai", epoch: null, mutations: [mutation] });
  const total = async () => (await seller.ask(house.field, "list_clients", { query: EVERYTHING })).total;

  for (const body of [push.slice(0, push.length / 2), "", "null", "[]", `{"device":1}`, "\u0000"]) {
    const answer = await seller.send(house.field, "/api/v1/push", body);
    expect(answer.status, body).toBeGreaterThanOrEqual(400);
    expect(answer.status, body).toBeLessThan(500);
  }
  expect(await total()).toBe(0);

  // A build that wrote fields nobody knows any more, and a kind nobody knew yet: refused and told, never a crash.
  const odd = { ...mutation, version: 0, changes: [{ ...create, kind: "fax" }] };
  const answer = await seller.send(house.field, "/api/v1/push", JSON.stringify({ device, label: "Essai", epoch: null, mutations: [odd] }));
  const told = await answer.json();
  expect(told.stored.notes[0].outcome).toEqual({ refused: { reason: "not_understood" } });
  expect(await total()).toBe(0);

  // The same device goes on afterwards as if nothing had been.
  const next = { ...mutation, id: crypto.randomUUID(), n: 2 };
  const good = await seller.send(house.field, "/api/v1/push", JSON.stringify({ device, label: "Essai", epoch: null, mutations: [next] }));
  expect((await good.json()).stored.last_n).toBe(2);
  expect(await total()).toBe(1);
});

test("a device whose clock is ten years off loses nothing and reaches nothing that others wrote later", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(20);
  const office = await house.device(manager);
  await office.isReadyForTheField();
  for (const year of [2016, 2036]) {
    const phone = await house.blankDevice();
    await phone.context.clock.setSystemTime(new Date(`${year}-03-01T12:00:00Z`));
    await phone.signIn(seller);
    await phone.isReadyForTheField();
    await phone.openClient(zoe);
    await phone.edit({ Ville: `Ville de ${year}` });
    await phone.isUpToDate();
    await office.openClient(zoe);
    await expect(office.fact("Ville")).toContainText(`Ville de ${year}`);
    await office.edit({ Ville: `Après ${year}` });
    await office.isUpToDate();
    await phone.page.reload();
    await expect(phone.fact("Ville")).toContainText(`Après ${year}`);
    await phone.page.close();
  }
});

/** The query that finds everybody. */
const EVERYTHING = { text: "", statuses: [], assignee: null, order: { by: "name", descending: false } };
