// How the stories are run: Debian's Chromium against the finished binary, in French, two at a time.
import { defineConfig } from "@playwright/test";

import { launchOptions } from "./fixtures/chromium.mjs";

export default defineConfig({
  testDir: "stories",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env["CI"],
  reporter: [["list"]],
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    launchOptions,
    screenshot: "only-on-failure",
    trace: "off",
  },
});
