// Takes a picture of every page in every state, to be looked at by people.
import { join } from "node:path";

import { test } from "../fixtures/house.ts";
import { everyPage } from "../fixtures/pages.ts";
import { SELLER } from "../fixtures/people.mjs";

const folder = process.env["CARNET_SCREENSHOTS"] ?? "";

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
    test(`${viewport.width}×${viewport.height} ${colorScheme}`, async ({ house }) => {
      await house.letIn(SELLER());
      await house.importBook(500);
      const phone = viewport.width < 900 ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {};
      for await (const { device, title } of everyPage(house, { viewport, colorScheme, ...phone })) {
        await device.page.screenshot({ path: join(folder, `${title}-${viewport.width}-${colorScheme}.png`), animations: "disabled" });
      }
    });
  }
}
