// Measures the server alone, on SQLite and on Postgres: files in and out beside the database's own tool, and what eight
// people ask at once beside the cheapest answer the server has.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { firstAdministrator } from "../fixtures/people.mjs";
import { newDatabase } from "../fixtures/postgres.mjs";
import { freePort, Server } from "../fixtures/server.mjs";
import { writeCsv } from "./clients.mjs";
import { QUERIES } from "./queries.mjs";

const run = promisify(execFile);

/** People who ask at once, and how often each measure is asked in all. */
const CONNECTIONS = 8;
const ASKED = 400;
/** Questions before the first that counts. */
const WARM_UP = 24;

const PERIODS = ["month", "quarter", "year"];

/** What people ask of the server; each gets its number, so that no two in a row are the same. */
const QUESTIONS = {
  health: { path: "/health" },
  list: { endpoint: "list_clients", body: () => ({ query: {} }) },
  sorted: { endpoint: "list_clients", body: () => ({ query: { order: { by: "next_contact", descending: true } } }) },
  folded: { endpoint: "list_clients", body: () => ({ query: { order: { by: "company", descending: false } } }), asked: 40 },
  search: { endpoint: "list_clients", body: (number) => ({ query: { text: QUERIES[number % QUERIES.length] } }) },
  dashboard: { endpoint: "dashboard", body: (number) => ({ whose: "everybody", period: PERIODS[number % PERIODS.length] }) },
};

/** Samples of every measure, by key, for one database. */
export async function measureServer({ binary, folder, rows, database, say, notes }) {
  const samples = {};
  const add = (key, value) => (samples[key] ??= []).push(value);
  const place = database === "postgres" ? await newDatabase() : null;
  const data = join(folder, "server");
  const server = new Server(await freePort(), place ? ["--database-url", place.url] : ["--data", data], binary);
  try {
    await server.start();
    const account = await firstAdministrator(server);
    await server.stop();
    const file = join(folder, "server.csv");
    await writeCsv(file, rows);
    say(`${database}: carnet import of ${rows} rows`);
    const read = await measured(server.binary, ["import", file, ...server.database]);
    add("import_rows_s", rows / read.seconds);
    add("import_peak_mb", read.peak);
    say(`${database}: carnet export`);
    const out = join(folder, "out.csv");
    const written = await measured(server.binary, ["export", "--format", "standard", "--output", out, ...server.database]);
    await expectRows(out, rows);
    add("export_rows_s", rows / written.seconds);
    add("export_peak_mb", written.peak);
    add("export_floor_rows_s", rows / (await ownTool(place, data, out)));
    await server.start();
    for (const [name, question] of Object.entries(QUESTIONS)) {
      say(`${database}: ${question.asked ?? ASKED} × ${name}, ${CONNECTIONS} at once`);
      await ask({ server, account, question, add, key: `${name}_ms` });
    }
    notes.add("Server: each figure is one request of eight that are under way at once, from the first byte sent to the last received; `/health` beside it.");
  } finally {
    await server.stop();
    await place?.remove();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
  return samples;
}

/** Runs the program to its end: how long, and the most memory it held. */
async function measured(program, words) {
  const started = performance.now();
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  let peak = 0;
  const look = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 20);
  const [code] = await once(child, "close");
  clearInterval(look);
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}:\n${said.slice(-2000)}`);
  return { seconds: (performance.now() - started) / 1000, peak };
}

/** The file holds them all: the speed of half a file is none. */
async function expectRows(file, rows) {
  let lines = 0;
  let quoted = false;
  for await (const piece of createReadStream(file)) {
    for (const byte of piece) {
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x0a && !quoted) lines += 1;
    }
  }
  if (lines !== rows + 1) throw new Error(`the file holds ${lines - 1} of ${rows} clients`);
}

/** The seconds that the database's own program needs to write the same table as CSV. */
async function ownTool(place, data, out) {
  const started = performance.now();
  if (place) {
    await run("psql", [place.url, "--quiet", "--no-psqlrc", "--command", `\\copy (select * from client) to '${out}' csv header`]);
  } else {
    await run("sqlite3", ["-csv", "-header", join(data, "carnet.db"), `.once ${out}`, "select * from client;"]);
  }
  const { size } = await stat(out);
  if (size === 0) throw new Error("the database's own tool wrote nothing");
  return (performance.now() - started) / 1000;
}

async function ask({ server, account, question, add, key }) {
  const asked = question.asked ?? ASKED;
  let number = 0;
  const one = async () => {
    const turn = number++;
    const started = performance.now();
    if (question.path) {
      await (await fetch(server.url + question.path)).arrayBuffer();
    } else {
      await account.ask(server, question.endpoint, question.body(turn));
    }
    if (turn >= WARM_UP) add(key, performance.now() - started);
  };
  const person = async () => {
    while (number < asked + WARM_UP) await one();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, person));
}
