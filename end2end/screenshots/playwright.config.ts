// Runs the photographers only, with the browser of the stories.
import { defineConfig } from "@playwright/test";

import { launchOptions } from "../fixtures/chromium.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: ["every_page.ts", "readme.ts"],
  outputDir: "../test-results",
  timeout: 180_000,
  workers: 1,
  reporter: [["list"]],
  use: { launchOptions },
});
