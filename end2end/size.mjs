// What a first visit transfers: an empty browser opens the door, signs in and sees the list, through a counting
// pass-through that notes every answer of the server with its path, encoding and body bytes. Its idle time is held back
// until then ("first"); then it fetches its copy of the book until that stands ("copy"). Another empty browser stays until
// its service worker keeps all that works offline: what only that one asked for is "offline".
// Prints one line of JSON: [{ path, encoding, bytes, when }]. Used by `cargo xtask size`.
import { once } from "node:events";
import { createServer, request as forward } from "node:http";

import { chromium } from "@playwright/test";

import { launchOptions } from "./fixtures/chromium.mjs";
import { firstAdministrator } from "./fixtures/people.mjs";
import { freePort, onSqlite } from "./fixtures/server.mjs";

/** @typedef {"first" | "copy" | "offline"} When */
/** @type {{ path: string, encoding: string, bytes: number, when: When }[]} */
const fetched = [];
let open = 0;
/** @type {When} */
let now = "first";

const { server, remove } = await onSqlite();
await server.start();
const administrator = await firstAdministrator(server);

const counter = createServer((asked, answered) => {
  const { method, url, headers } = asked;
  const when = now;
  // The bell rings for as long as the page lives: no answer to wait for.
  if (url?.startsWith("/api/v1/events")) return void forward({ host: "127.0.0.1", port: server.port, method, path: url, headers }, (bell) => bell.pipe(answered)).end();
  open += 1;
  const passed = forward({ host: "127.0.0.1", port: server.port, method, path: url, headers }, (answer) => {
    answered.writeHead(answer.statusCode ?? 502, answer.headers);
    let bytes = 0;
    answer.on("data", (chunk) => (bytes += chunk.length));
    answer.on("end", () => {
      open -= 1;
      const path = new URL(url ?? "/", "http://counter").pathname;
      fetched.push({ path, encoding: answer.headers["content-encoding"] ?? "", bytes, when });
      counter.emit("answered");
    });
    answer.pipe(answered);
  });
  passed.on("error", () => answered.destroy());
  asked.pipe(passed);
});
counter.listen(await freePort(), "127.0.0.1");
await once(counter, "listening");
const address = counter.address();
const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;

const browser = await chromium.launch(launchOptions);
try {
  const visited = await visit("block");
  now = "copy";
  await rest(visited);
  await visited.waitForFunction(() => performance.getEntriesByName("carnet:synced").length > 0);
  await answered();
  await visited.close();
  now = "offline";
  const kept = await visit("allow");
  await rest(kept);
  await kept.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
} finally {
  await browser.close();
  counter.closeAllConnections();
  counter.close();
  await remove();
}
const known = new Set(fetched.filter(({ when }) => when !== "offline").map(({ path }) => path));
const counted = fetched.filter(({ path, when }) => when !== "offline" || !known.has(path));
process.stdout.write(JSON.stringify(counted.sort((a, b) => b.bytes - a.bytes)));

/**
 * An empty browser signs in and sees the list; it has no idle moment before `rest`.
 * @param {"allow" | "block"} serviceWorkers
 */
async function visit(serviceWorkers) {
  const page = await browser.newPage({ locale: "fr-FR", serviceWorkers });
  await page.addInitScript(() => {
    /** @type {IdleRequestCallback[]} */
    const held = [];
    window.requestIdleCallback = (act) => held.push(act);
    addEventListener("carnet-idle", () => {
      window.requestIdleCallback = (act) => window.setTimeout(act, 0, { didTimeout: false, timeRemaining: () => 10 });
      for (const act of held) window.requestIdleCallback(act);
    });
  });
  await page.goto(origin, { waitUntil: "load" });
  await page.locator("html[data-awake]").waitFor({ state: "attached" });
  await page.locator("input[type=email]").fill(administrator.email);
  await page.locator("input[type=password]").fill(administrator.password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/\/clients$/);
  await page.locator("#content h1").waitFor();
  await answered();
  return page;
}

/**
 * Lets the page do what it waits for a moment for.
 * @param {import("@playwright/test").Page} page
 */
async function rest(page) {
  await page.evaluate(() => void dispatchEvent(new Event("carnet-idle")));
}

/** Until the server has answered all that was asked. */
async function answered() {
  while (open > 0) await once(counter, "answered");
}
