// What a first visit transfers: an empty browser opens the page through a counting pass-through, and every answer of the
// server is listed with its path, encoding and body bytes, the service worker's own requests included.
// Prints one line of JSON: [{ path, encoding, bytes }]. Used by `cargo xtask size`.
import { once } from "node:events";
import { createServer, request as forward } from "node:http";

import { chromium } from "@playwright/test";

import { launchOptions } from "./fixtures/chromium.mjs";
import { freePort, onSqlite } from "./fixtures/server.mjs";

/** @type {{ path: string, encoding: string, bytes: number }[]} */
const fetched = [];
let open = 0;

const { server, remove } = await onSqlite();
await server.start();

const counter = createServer((asked, answered) => {
  open += 1;
  const { method, url, headers } = asked;
  const passed = forward({ host: "127.0.0.1", port: server.port, method, path: url, headers }, (answer) => {
    answered.writeHead(answer.statusCode ?? 502, answer.headers);
    let bytes = 0;
    answer.on("data", (chunk) => (bytes += chunk.length));
    answer.on("end", () => {
      open -= 1;
      const path = new URL(url ?? "/", "http://counter").pathname;
      fetched.push({ path, encoding: answer.headers["content-encoding"] ?? "", bytes });
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
  const page = await browser.newPage({ locale: "fr-FR" });
  await page.goto(origin, { waitUntil: "load" });
  await page.getByRole("button", { name: "Se connecter" }).waitFor();
  // The app is whole once its service worker keeps it: everything a first visit asks for has been asked for by then.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  while (open > 0) await once(counter, "answered");
} finally {
  await browser.close();
  counter.closeAllConnections();
  counter.close();
  await remove();
}
process.stdout.write(JSON.stringify(fetched.sort((a, b) => b.bytes - a.bytes)));
