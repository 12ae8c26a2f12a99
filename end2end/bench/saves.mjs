// Saves of a form, on the product and on the floor: pressed by the mouse, and asked for by a script.

import { waitForMark } from "./probe.mjs";

/** Saves that count: half of them pressed. */
export const SAVES = 60;
/** Saves before the first that counts: they open what a person's first save opens once a day. */
export const WARM_UP = 6;
/** How long a person takes from the last key to the button, in milliseconds. */
const HAND = 100;

/** What it says of both. */
export const NOTE =
  "Save: from the form's submit event to the mark that the page leaves when it hears that the strict transaction completed; server stopped. A page hears of it later after a press than after a call, on the floor too: so half of the saves are pressed there as well, and half called.";

/** One save of the form that is open, by a script or by a press: the key of its measure, and how long it took. */
export async function timedSave(page, byScript) {
  const button = page.getByRole("button", { name: "Enregistrer" });
  await page.waitForTimeout(HAND);
  await (byScript ? button.evaluate((button) => button.form.requestSubmit()) : button.click());
  const submitted = await page.evaluate(() => window.carnetBench.submitted);
  const saved = await waitForMark(page, "carnet:saved", submitted);
  return [byScript ? "save_called_ms" : "save_ms", saved - submitted];
}
