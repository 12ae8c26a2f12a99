// Takes every page at 390×844 and 1280×800, light and dark, into a folder outside the repository:
// node screenshots.mjs FOLDER
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const asked = process.argv[2];
if (!asked) {
  console.error("usage: node screenshots.mjs FOLDER");
  process.exit(2);
}
const folder = resolve(asked);
if (!relative(dirname(here), folder).startsWith("..")) {
  console.error(`${folder} lies inside the repository; pictures do not belong there.`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const { status } = spawnSync(join(here, "node_modules/.bin/playwright"), ["test", "--config", "screenshots/playwright.config.ts"], {
  cwd: here,
  stdio: "inherit",
  env: { ...process.env, CARNET_SCREENSHOTS: folder },
});
process.exit(status ?? 1);
