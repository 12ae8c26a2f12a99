// Takes the three pictures that README.md opens with, from the sample firm of `--demo`, into `docs/`.
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { freePort, newFolder, Server } from "../fixtures/server.mjs";

const DOCS = join(import.meta.dirname, "../../docs");
const PICTURES = [
  { path: "/clients", file: "clients.png", shows: ".row .name a", viewport: { width: 390, height: 640 } },
  { path: "/opportunities", file: "opportunities.png", shows: ".board-card", viewport: { width: 1040, height: 640 } },
  { path: "/dashboard", file: "dashboard.png", shows: ".panel svg, svg[role=img], .chart svg", viewport: { width: 1040, height: 640 } },
];

test("the pictures of the README", async ({ browser }) => {
  const server = new Server(await freePort(), ["--data", join(await newFolder(), "data"), "--demo"]);
  await server.start();
  try {
    for (const { path, file, shows, viewport } of PICTURES) {
      const context = await browser.newContext({ baseURL: server.url, locale: "fr-FR", timezoneId: "Europe/Paris", viewport });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await page.locator("html[data-awake]").waitFor({ state: "attached" });
      await page.locator("input[type=email]").fill("bureau@carnet.example");
      await page.locator("input[type=password]").fill("nadia-au-bureau");
      await page.locator("button[type=submit]").click();
      await expect(page).toHaveURL(/\/clients$/);
      await page.goto(path);
      await page.locator("html[data-awake]").waitFor({ state: "attached" });
      await page.locator(shows).first().waitFor();
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(DOCS, file), animations: "disabled" });
      await context.close();
    }
  } finally {
    await server.stop();
  }
});
