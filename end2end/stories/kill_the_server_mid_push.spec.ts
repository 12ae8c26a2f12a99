// The power goes while 500 edits are on their way: whatever the moment, each of them takes effect exactly once.
import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";

const [CLIENTS, EDITS_EACH] = [20, 25];
/** How long after the push has left the server is killed, in milliseconds: before, inside and after its transaction. */
const MOMENTS = [0, 5, 15, 30, 60];

type Entry = { act: string; edits: { field: string; to?: number }[] };

test("a server killed during the push of 500 edits has each of them exactly once", async ({ house }) => {
  // Writing 500 edits through the form takes its time.
  test.setTimeout(300_000);
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(CLIENTS);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const links = await phone.page.getByRole("row").getByRole("link").all();
  const records = await Promise.all(links.map((link) => link.getAttribute("href")));
  expect(records).toHaveLength(CLIENTS);

  await house.field.stop();
  for (const record of records) {
    await phone.page.goto(record ?? "");
    await phone.editManyTimes("#field-employees", EDITS_EACH);
  }
  await phone.strips(`${CLIENTS * EDITS_EACH} modifications sur cet appareil`);

  let stored = false;
  for (const moment of MOMENTS) {
    await house.field.start();
    const push = phone.page.waitForRequest("**/api/v1/push", { timeout: 5000 }).catch(() => undefined);
    // The network is back: the phone does not wait for its next try.
    await phone.page.evaluate(() => window.dispatchEvent(new Event("online")));
    // A fast machine has stored everything before the later kills.
    stored = !(await push);
    if (stored) break;
    await new Promise((resolve) => setTimeout(resolve, moment));
    await house.field.kill();
  }
  if (!stored) await house.field.start();
  await phone.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await phone.isUpToDate(60_000);

  for (const record of records) {
    const history: Entry[] = await house.administrator.ask(house.field, "history", { record: record?.split("/").at(-1) });
    // The newest first.
    const edits = history.filter((entry) => entry.act === "edit").reverse();
    expect(edits.map((entry) => Number(entry.edits[0]?.to))).toEqual(Array.from({ length: EDITS_EACH }, (_, index) => index + 1));
  }
  await phone.page.goto(records[0] ?? "");
  await expect(phone.fact("Nombre d’employés")).toHaveText(String(EDITS_EACH));
});
