// Measures sales: the board of a large pipeline under a real mouse, and the reports on the device and on the server.

import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { firstAdministrator } from "../fixtures/people.mjs";
import { freePort, Server } from "../fixtures/server.mjs";
import { open, sessionOf, sitDown } from "./browser.mjs";
import { acted, waitForMark } from "./probe.mjs";

/** Opportunities on the board that is measured. */
const BOARD = 5000;
/** More than this no device keeps: their reports are asked of the server alone. */
const ON_DEVICE = 100_000;
/** Acts of one push, as the app sends them. */
const ACTS = 1000;
const CARDS = ".board .board-card";
/** The standard stages: four that are open, one won, one lost. */
const STAGES = [1, 2, 3, 4, 5, 6].map((place) => `00000000-0000-7000-8000-00000000000${place}`);
const LOST_REASONS = ["price", "competitor", "no_budget", "timing"];
const GROUPINGS = ["stage", "owner", "month", "source"];
/** Moves of the pointer in one drag, and drags. */
const MOVES = 60;
const DRAGS = 4;

/** Samples of every measure, by key. */
export async function measureSales({ binary, folder, rows, runs, say, notes }) {
  const samples = {};
  const add = (key, value) => (samples[key] ??= []).push(value);
  await withOpportunities({ binary, folder, count: BOARD, say }, async (server, account) => {
    await board({ server, account, folder, runs, add, say });
  });
  await withOpportunities({ binary, folder, count: rows, say }, async (server, account) => {
    await reportsOfServer({ server, account, runs, add, say });
    if (rows <= ON_DEVICE) await reportsOfDevice({ server, account, folder, runs, add, say });
  });
  notes.add(`Board: ${BOARD} opportunities. A frame is the main thread's time from the pointer's move to the end of the frame that shows it; late are those that missed their turn of the screen.`);
  notes.add("Reports: on the device from the choice in the form to the new table in the page; on the server one request after the other.");
  return samples;
}

/** A server of its own whose book holds so many opportunities, each created as a person's act. */
async function withOpportunities({ binary, folder, count, say }, measure) {
  // A firm that large says so: by itself the server keeps what reports look at of fewer in memory.
  const memory = ["--list-in-memory", String(2 * count)];
  const server = new Server(await freePort(), ["--data", await mkdtemp(join(folder, "sales-")), ...memory], binary);
  try {
    await server.start();
    const account = await firstAdministrator(server);
    say(`${count} opportunities`);
    const device = randomUUID();
    for (let first = 1; first <= count; first += ACTS) {
      const mutations = Array.from({ length: Math.min(ACTS, count + 1 - first) }, (_, place) => created(first + place, account.id));
      const answer = await account.send(server, "/api/v1/push", JSON.stringify({ device, label: "bench", epoch: null, mutations }));
      if (!answer.ok) throw new Error(`push answered ${answer.status}: ${await answer.text()}`);
    }
    await measure(server, account);
  } finally {
    await server.stop();
  }
}

/** An act that creates an opportunity; the same number gives the same facts. */
function created(n, person) {
  const stage = n % 11 === 0 ? 4 : n % 7 === 0 ? 5 : n % 4;
  const day = (month) => `2026-${String(1 + (month % 12)).padStart(2, "0")}-15`;
  const values = {
    name: `Contrat ${n}`, amount: (1 + (n * 7919) % 5000) * 10_000, currency: "EUR", stage: STAGES[stage],
    probability: [10, 25, 50, 75, 100, 0][stage], expected_close: day(n), source: ["website", "event", "referral"][n % 3],
    ...(n % 5 ? { assignee: person } : {}),
    ...(stage === 5 ? { lost_reason: LOST_REASONS[n % 4] } : {}),
    ...(stage > 3 ? { closed_on: day(n + 3) } : {}),
  };
  const edits = Object.entries(values).map(([field, to]) => ({ field, to }));
  return { id: sorted(), n, act: "create", version: 1, made_at: Date.now(), changes: [{ kind: "opportunity", record: sorted(), seen: 0, edits }] };
}

/** A UUID of version 7. */
function sorted() {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

async function board({ server, account, folder, runs, add, say }) {
  const profile = await mkdtemp(join(folder, "board-"));
  {
    const { context, page } = await open(profile, [sessionOf(account, server)]);
    await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
    await waitForMark(page, "carnet:synced");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await context.close();
  }
  await server.stop();
  for (let run = 1; run <= runs; run += 1) {
    say(`board ${run}/${runs}`);
    const { context, page } = await open(profile);
    await context.addInitScript((selector) => window.carnetBench.watchRows(selector, 30), CARDS);
    await page.goto(`${server.url}/opportunities`, { waitUntil: "commit" });
    await page.waitForFunction(() => window.carnetBench.firstRows !== null);
    add("board_ms", await page.evaluate(() => window.carnetBench.firstRows));
    await sitDown(page);
    for (let turn = 0; turn < DRAGS; turn += 1) await drag(page, add);
    await context.close();
  }
}

/** Takes a card of the first lane for a walk over the others and puts it back where it was. */
async function drag(page, add) {
  const card = await page.locator(CARDS).first().boundingBox();
  const lanes = await page.locator(".board > *").evaluateAll((all) => all.map((lane) => lane.getBoundingClientRect().x + 60));
  const from = { x: card.x + 80, y: card.y + 20 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.evaluate(() => window.carnetBench.watchFrames());
  const far = Math.min(Math.max(...lanes), 1200);
  for (let step = 0; step <= MOVES; step += 1) {
    const share = step <= MOVES / 2 ? (2 * step) / MOVES : 2 - (2 * step) / MOVES;
    await page.mouse.move(from.x + share * (far - from.x), from.y + (step % 5));
  }
  await page.mouse.up();
  for (const { work, late } of await page.evaluate(() => window.carnetBench.framesSeen())) {
    add("drag_frame_ms", work);
    add("drag_late", late ? 100 : 0);
  }
}

async function reportsOfServer({ server, account, runs, add, say }) {
  say("reports on the server");
  for (let run = 0; run <= runs; run += 1) {
    for (const by of GROUPINGS) {
      const question = { subject: "opportunities", by, across: null, from: "", to: "", person: null };
      const started = performance.now();
      await account.ask(server, "report", { question });
      if (run > 0) add("report_server_ms", performance.now() - started);
    }
  }
}

async function reportsOfDevice({ server, account, folder, runs, add, say }) {
  say("reports on the device");
  const { context, page } = await open(await mkdtemp(join(folder, "reports-")), [sessionOf(account, server)]);
  await page.goto(`${server.url}/clients`, { waitUntil: "commit" });
  await waitForMark(page, "carnet:synced");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await server.stop();
  await page.goto(`${server.url}/reports?report=opportunites`, { waitUntil: "commit" });
  await page.locator(".reports table").first().waitFor();
  await sitDown(page);
  const by = page.locator(".asking select").first();
  for (let run = 0; run <= runs; run += 1) {
    for (const grouping of GROUPINGS) {
      const act = await acted(page, "change", () => by.selectOption(grouping));
      if (run > 0 && act.results !== null) add("report_device_ms", act.results - act.start);
    }
  }
  await context.close();
}
