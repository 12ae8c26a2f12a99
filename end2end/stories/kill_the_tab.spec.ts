// The browser kills the tab right after it said "enregistré": the edit is there. Not after a second, at once.
import { KNOWN } from "../fixtures/book.mjs";
import { expect, test } from "../fixtures/house.ts";
import { killRenderers } from "../fixtures/renderer.ts";
import { SELLER } from "../fixtures/people.mjs";

/** Each time is another chance for a promise given too early. */
const TIMES = 5;

test("what was said to be saved is there after the renderer was killed", async ({ house }) => {
  const seller = SELLER();
  await house.letIn(seller);
  await house.importBook(200);
  const phone = await house.device(seller);
  await phone.isReadyForTheField();
  const record = await phone.openClient(`${KNOWN.jeanPierre.first} ${KNOWN.jeanPierre.last}`);
  await house.field.stop();

  for (let time = 1; time <= TIMES; time += 1) {
    const town = `Agde ${time}`;
    await phone.page.goto(record);
    const crashed = phone.page.waitForEvent("crash");
    await phone.edit({ Ville: town });
    await killRenderers(house.browser);
    await crashed;
    await phone.reopenTab(record);
    await expect(phone.fact("Ville")).toContainText(town);
    await phone.strips(time === 1 ? "1 modification sur cet appareil" : `${time} modifications sur cet appareil`);
  }

  await house.field.start();
  await phone.isUpToDate();
  const history: { act: string }[] = await house.administrator.ask(house.field, "history", { record: record.split("/").at(-1) });
  expect(history.filter((entry) => entry.act === "edit")).toHaveLength(TIMES);
});
