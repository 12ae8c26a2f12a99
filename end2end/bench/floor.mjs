// Measures the floor in the same browser, on the same rows and by the same probe as the product.

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { open, rendererMemory, sitDown } from "./browser.mjs";
import { startFloor } from "./floor-server.mjs";
import { longestTask, waitForMark } from "./probe.mjs";
import { typeQueries } from "./queries.mjs";
import { SAVES, timedSave, WARM_UP } from "./saves.mjs";

const EDIT_COUNTS = [1000, 10_000];

/** Samples of every measure, by key. */
export async function measureFloor({ folder, rows, runs, say }) {
  const samples = {};
  const add = (key, value) => (samples[key] ??= []).push(value);
  say(`floor: compressing ${rows} rows`);
  const server = await startFloor(folder, rows);
  try {
    const profile = await firstSyncs({ server, folder, rows, runs, add, say });
    await coldStarts({ server, profile, runs, add, say });
    await server.restart();
    await edits({ server, profile, runs, add, say });
  } finally {
    await server.end();
  }
  return samples;
}

async function firstSyncs({ server, folder, runs, add, say }) {
  let profile;
  for (let run = 1; run <= runs; run += 1) {
    say(`floor: first sync ${run}/${runs}`);
    if (profile) {
      await rm(profile, { recursive: true, force: true });
    }
    profile = await mkdtemp(join(folder, "floor-"));
    const { context, page } = await open(profile);
    await page.goto(`${server.origin}/`, { waitUntil: "commit" });
    const synced = await waitForMark(page, "carnet:synced");
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/book")).startTime);
    add("first_sync_ms", synced);
    add("first_sync_stream_ms", synced - asked);
    add("first_sync_bytes", server.bookBytes / 1024);
    add("first_sync_long_task_ms", await longestTask(page, synced));
    await sitDown(page);
    add("memory_sync_mb", (await rendererMemory(profile))?.resident);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await context.close();
  }
  return profile;
}

async function coldStarts({ server, profile, runs, add, say }) {
  await server.stop();
  for (let run = 1; run <= runs; run += 1) {
    say(`floor: cold start ${run}/${runs}`);
    const { context, page } = await open(profile);
    await context.addInitScript(() => window.carnetBench.watchRows("#rows > li", 50));
    await page.goto(`${server.origin}/`, { waitUntil: "commit" });
    const searchable = await waitForMark(page, "carnet:searchable");
    await page.waitForFunction(() => window.carnetBench.firstRows !== null);
    add("cold_searchable_ms", searchable);
    add("cold_rows_ms", await page.evaluate(() => window.carnetBench.firstRows));
    add("cold_long_task_ms", await longestTask(page, searchable));
    await sitDown(page);
    if (run === runs) {
      await typeQueries(page, "#search", add);
    }
    const memory = await rendererMemory(profile);
    add("memory_mb", memory?.resident);
    add("memory_private_mb", memory?.own);
    await context.close();
  }
}

async function edits({ server, profile, runs, add, say }) {
  const { context, page } = await open(profile);
  await page.goto(`${server.origin}/`);
  await waitForMark(page, "carnet:searchable");
  say("floor: edits");
  for (let save = 1; save <= SAVES + WARM_UP; save += 1) {
    await page.getByLabel("Mobile").fill(`06 00 00 00 ${String(save).padStart(2, "0")}`);
    const took = await timedSave(page, save % 2 === 0);
    if (save > WARM_UP) {
      add(...took);
    }
  }
  for (const count of EDIT_COUNTS) {
    for (let run = 0; run < runs; run += 1) {
      await page.evaluate((number) => window.floor.queue(number), count);
      add(`edits_${count}_ms`, await page.evaluate(() => window.floor.send()));
    }
  }
  await context.close();
}
