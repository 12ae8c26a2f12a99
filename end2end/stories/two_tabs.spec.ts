// Two tabs of one device share one outbox: each shows what the other did, and every edit reaches the server once.
import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { Device } from "../fixtures/device.ts";
import { MANAGER, SELLER } from "../fixtures/people.mjs";

const [zoe, francois] = [`${KNOWN.zoe.first} ${KNOWN.zoe.last}`, `${KNOWN.francois.first} ${KNOWN.francois.last}`];

test("two tabs write side by side, offline and online, and nothing is lost or doubled", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(50);
  const first = await house.device(seller);
  await first.isReadyForTheField();
  const second = new Device(first.context, first.server, await first.context.newPage());
  const recordOfZoe = await first.openClient(zoe);
  const recordOfFrancois = await second.openClient(francois);

  await house.field.stop();
  // At the same moment in both: their numbers must not collide.
  await Promise.all([first.edit({ Ville: "Cancale" }), second.edit({ Ville: "Publier" })]);
  for (const tab of [first, second]) await tab.strips("2 modifications sur cet appareil");
  await first.page.goto("/clients");
  await first.find("publier");
  await expect(first.row(francois)).toContainText("pas encore envoyé");

  // A tab that only looks on follows the other one.
  await second.page.goto(recordOfZoe);
  await first.page.goto(recordOfZoe);
  await first.edit({ Ville: "Dinard" });
  await expect(second.fact("Ville")).toContainText("Dinard");

  await house.field.start();
  for (const tab of [first, second]) await tab.isUpToDate();
  await Promise.all([first.openClient(zoe), second.openClient(francois)]);
  await Promise.all([first.edit({ Poste: "patronne" }), second.edit({ Poste: "patron" })]);
  for (const tab of [first, second]) await tab.isUpToDate();

  for (const [record, edits] of [[recordOfZoe, 3], [recordOfFrancois, 2]] as const) {
    const history: { act: string }[] = await house.administrator.ask(house.field, "history", { record: record.split("/").at(-1) });
    expect(history.filter((entry) => entry.act === "edit")).toHaveLength(edits);
  }
});

test("what colleagues change stands in the list of every tab, also of one that waited for its turn", async ({ house }) => {
  const [seller, manager] = [SELLER(), MANAGER()];
  await house.letIn(seller, manager);
  await house.importBook(50);
  const first = await house.device(seller);
  await first.isReadyForTheField();
  const second = new Device(first.context, first.server, await first.context.newPage());
  await second.page.goto("/clients");
  const office = await house.device(manager, house.office);
  await office.isReadyForTheField();
  await office.openClient(zoe);
  for (const city of ["Cancale", "Dinard", "Paimpol", "Publier"]) {
    await office.edit({ Ville: city });
    for (const tab of [first, second]) await expect(tab.row(zoe).first()).toContainText(city);
  }
});
