// Measures the release binary: a real book through `carnet import`, a real browser, and the marks that the app itself leaves.

import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { firstAdministrator } from "../fixtures/people.mjs";
import { freePort, Server } from "../fixtures/server.mjs";
import { open, rendererMemory, sessionOf, sitDown } from "./browser.mjs";
import { writeCsv } from "./clients.mjs";
import { expectStored, queueEdits } from "./outbox.mjs";
import { acted, longestTask, waitForMark } from "./probe.mjs";
import { typeQueries } from "./queries.mjs";
import { NOTE, SAVES, timedSave, WARM_UP } from "./saves.mjs";

const ROWS = ".rows > .row";
/** The rows that the device itself answers, not those that the server drew first. */
const REPLICA_ROWS = ".rows[data-virtual] > .row";
const SEARCH = "input[type=search]";
/** A hand goes from the keys to the mouse. Meanwhile the app makes its orders ready, which is weighed with the tab. */
const REST = 3000;

/** Samples of every measure, by key. */
export async function measureProduct({ binary, folder, rows, runs, say, notes }) {
  const samples = {};
  const add = (key, value) => (samples[key] ??= []).push(value);
  const server = new Server(await freePort(), ["--data", join(folder, "data")], binary);
  try {
    await server.start();
    const account = await firstAdministrator(server);
    await server.stop();
    await load({ server, folder, rows, say, notes });
    await server.start();
    const cookies = [sessionOf(account, server)];
    const measured = { server, account, cookies, folder, rows, runs, add, say, notes };
    measured.profile = await firstSyncs(measured);
    await server.stop();
    await coldStarts(measured);
    await saves(measured);
    await server.start();
    await offlineEdits(measured);
  } finally {
    await server.stop();
  }
  return samples;
}

async function load({ server, folder, rows, say, notes }) {
  const file = join(folder, "book.csv");
  const bytes = await writeCsv(file, rows);
  say(`carnet import: ${rows} rows, ${Math.round(bytes / 1e6)} MB of CSV`);
  const started = Date.now();
  const { code, output } = await server.run("import", file);
  if (code !== 0) {
    throw new Error(`carnet import ended with ${code}:\n${output.slice(-2000)}`);
  }
  const seconds = (Date.now() - started) / 1000;
  const { size } = await stat(join(folder, "data", "carnet.db"));
  notes.add(`carnet import of ${rows} rows: ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s), database of ${Math.round(size / 1e6)} MB.`);
}

async function firstSyncs({ server, cookies, folder, rows, runs, add, say }) {
  let profile;
  for (let run = 1; run <= runs; run += 1) {
    say(`first sync ${run}/${runs}`);
    if (profile) {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
    profile = await mkdtemp(join(folder, "profile-"));
    const { context, page } = await open(profile, cookies);
    await context.addInitScript((selector) => window.carnetBench.watchRows(selector, 20), REPLICA_ROWS);
    await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
    const durable = await waitForMark(page, "carnet:synced");
    await page.waitForFunction(() => window.carnetBench.firstRows !== null);
    // Durable by the app's mark; searchable when the list shows what the device itself holds.
    const synced = Math.max(durable, await page.evaluate(() => window.carnetBench.firstRows));
    await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => entry.name.includes("/api/v1/bootstrap")));
    const streams = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter((entry) => entry.name.includes("/api/v1/bootstrap"))
        .map(({ startTime, responseEnd, encodedBodySize }) => ({ startTime, responseEnd, encodedBodySize })),
    );
    add("first_sync_ms", synced);
    add("first_sync_stream_ms", synced - streams[0].startTime);
    add("first_sync_bytes", streams.reduce((sum, stream) => sum + stream.encodedBodySize, 0) / 1024);
    add("first_sync_long_task_ms", await longestTask(page, synced));
    await expectRows(page, rows);
    await sitDown(page);
    add("memory_sync_mb", (await rendererMemory(profile))?.resident);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await context.close();
  }
  return profile;
}

/** The list says how many it holds: a measure of half a book is none. */
async function expectRows(page, rows) {
  const shown = Number(await page.locator("[role=table]").getAttribute("aria-rowcount")) - 1; // the headings are a row too
  if (shown !== rows) {
    throw new Error(`the list holds ${shown} of ${rows} clients`);
  }
}

async function coldStarts({ server, profile, rows, runs, add, say }) {
  for (let run = 1; run <= runs; run += 1) {
    say(`cold start offline ${run}/${runs}`);
    const { context, page } = await open(profile);
    await context.addInitScript((selector) => window.carnetBench.watchRows(selector, 50), ROWS);
    await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
    const searchable = await waitForMark(page, "carnet:searchable");
    await page.waitForFunction(() => window.carnetBench.firstRows !== null);
    add("cold_rows_ms", await page.evaluate(() => window.carnetBench.firstRows));
    add("cold_searchable_ms", searchable);
    add("cold_long_task_ms", await longestTask(page, searchable));
    await expectRows(page, rows);
    await sitDown(page);
    if (run === runs) {
      await typeQueries(page, SEARCH, add);
    } else {
      const first = await acted(page, "click", () => page.locator(".table-head button", { hasText: "Entreprise" }).click());
      if (first.results !== null) add("sort_at_once_ms", first.results - first.start);
    }
    await page.waitForTimeout(REST);
    const memory = await rendererMemory(profile);
    add("memory_mb", memory?.resident);
    add("memory_private_mb", memory?.own);
    if (run === runs) {
      await sortAndFilter(page, runs, add);
      await countDashboard(page, runs, add);
    }
    await context.close();
  }
}

/** Every heading of the table, twice, and every chip, on and off: from the click to the rows. */
async function sortAndFilter(page, runs, add) {
  const shown = async (key, button) => {
    const act = await acted(page, "click", () => button.click());
    if (act.results !== null) add(key, act.results - act.start);
  };
  for (let run = 1; run <= runs; run += 1) {
    for (const heading of await page.locator(".table-head button:not([title])").all()) {
      await shown("sort_ms", heading);
      await shown("sort_ms", heading);
    }
    for (const chip of await page.locator(".list-tools .chip[aria-pressed]").all()) {
      await shown("filter_ms", chip);
      await shown("filter_ms", chip);
    }
  }
}

/** The dashboard, counted by the device: from mark to mark of the app. */
async function countDashboard(page, runs, add) {
  await page.getByRole("link", { name: "Tableau de bord" }).first().click();
  let last = await waitForMark(page, "carnet:counted");
  const periods = page.locator(".choosers select").first();
  for (let run = 1; run <= runs; run += 1) {
    for (const period of ["90d", "12m", "30d"]) {
      await periods.selectOption(period);
      const counted = await waitForMark(page, "carnet:counted", last);
      const counting = await page.evaluate(
        (end) => Math.max(...performance.getEntriesByName("carnet:counting").map((mark) => mark.startTime).filter((at) => at <= end)),
        counted,
      );
      add("dashboard_ms", counted - counting);
      last = counted;
    }
  }
}

/** Real forms, one save after the other, with the server stopped. */
async function saves({ server, profile, add, say, notes }) {
  say(`saves: ${SAVES}`);
  const { context, page } = await open(profile);
  await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
  await waitForMark(page, "carnet:searchable");
  await sitDown(page);
  await page.locator(`${ROWS} a`).first().click();
  for (let save = 1; save <= SAVES + WARM_UP; save += 1) {
    await page.getByRole("link", { name: "Modifier" }).click();
    await page.getByLabel(/^Mobile/).fill(`06 00 00 00 ${String(save).padStart(2, "0")}`);
    const took = await timedSave(page, save % 2 === 0);
    if (save > WARM_UP) {
      add(...took);
    }
    await page.getByRole("link", { name: "Modifier" }).waitFor();
  }
  notes.add(NOTE);
  await context.close();
}

async function offlineEdits({ server, account, profile, rows, runs, add, say, notes }) {
  const { context, page } = await open(profile);
  await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
  // The saves before: they go first.
  await waitForMark(page, "carnet:acknowledged");
  for (const count of [1000, 10_000].filter((edits) => edits <= rows)) {
    for (let run = 1; run <= runs; run += 1) {
      say(`${count} offline edits ${run}/${runs}`);
      await context.setOffline(true);
      await server.stop();
      const queued = await page.evaluate(queueEdits, { count, run, person: account.id });
      await page.reload({ waitUntil: "commit" });
      await waitForMark(page, "carnet:searchable");
      // A page reloaded without a network takes itself for online until it is told again, and would not hear of the return.
      await context.setOffline(false);
      await context.setOffline(true);
      await page.waitForFunction(() => !navigator.onLine);
      // That was no return: the clock must not run from it.
      await page.evaluate(() => performance.clearMarks("bench:online"));
      await server.start();
      await page.waitForTimeout(300);
      await context.setOffline(false);
      const acknowledged = await waitForMark(page, "carnet:acknowledged");
      const online = await waitForMark(page, "bench:online");
      add(`edits_${count}_ms`, acknowledged - online);
      await expectStored({ server, account, queued });
    }
  }
  notes.add(
    "Offline edits: written into the app's own outbox in its own format (the app reads them at its next start, as it reads a person's); " +
      "the clock runs from the browser's `online` event to the last answer of the server. The server starts before that.",
  );
  await context.close();
}
