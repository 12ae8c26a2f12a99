// Measures the server alone, on SQLite and on Postgres: files in and out beside the database's own tool, and what eight
// people ask at once beside the cheapest answer the server has.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { firstAdministrator } from "../fixtures/people.mjs";
import { newDatabase } from "../fixtures/postgres.mjs";
import { freePort, Server } from "../fixtures/server.mjs";
import { Asker } from "./asker.mjs";
import { writeCsv } from "./clients.mjs";
import { QUERIES } from "./queries.mjs";

const run = promisify(execFile);

/** People who ask at once, how often each measure is asked in all, and for how many milliseconds at most. */
const CONNECTIONS = 8;
const ASKED = 400;
const PATIENCE = 30_000;
/** Clients that the server is given a millisecond for to take into memory after its start. */
const GATHERED_A_MS = 40;
/** Questions before the first that counts. */
const WARM_UP = 24;
/** Pushes of a device that was offline for long, and acts in each. */
const PUSHES = 10;
const ACTS = 1000;
/** The time between two acts of the person who saves while the others ask, in milliseconds. */
const SAVES_EVERY = 100;

const PERIODS = ["month", "quarter", "year"];

/** The names and towns that people add to what they look for: no search is one that was made before. */
const MORE = ["", "lyon", "paris", "nice", "lens", "brest", "metz", "pau", "tours"];
/** What the search field holds after each key of a query but the first. */
const TYPED = QUERIES.flatMap((query) => Array.from(query, (_, end) => query.slice(0, end + 1)).slice(1));

const FOLDED = ["company", "city", "email", "tags"];

/** What people ask of the server; each gets its number, so that no two in a row are the same. */
const QUESTIONS = {
  health: { path: "/health" },
  list: { endpoint: "list_clients", body: () => ({ query: {} }) },
  sorted: { endpoint: "list_clients", body: () => ({ query: { order: { by: "next_contact", descending: true } } }) },
  folded: { endpoint: "list_clients", body: (number) => ({ query: { order: { by: FOLDED[number % FOLDED.length], descending: false } } }) },
  search: {
    endpoint: "list_clients",
    body: (number) => ({ query: { text: `${TYPED[number % TYPED.length]} ${MORE[Math.floor(number / TYPED.length) % MORE.length]}` } }),
  },
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
    // A firm that large says so: by itself the server keeps the list of fewer clients in memory.
    server.database.push("--list-in-memory", String(2 * rows));
    await server.start();
    say(`${database}: the server takes the list into memory`);
    await pause(rows / GATHERED_A_MS);
    say(`${database}: ${PUSHES} pushes of ${ACTS} acts`);
    const device = await Device.of(server, account, Math.min(rows, PUSHES * ACTS));
    for (let number = 0; number < PUSHES; number += 1) add("push_ms", await device.push(ACTS));
    const pushes = samples.push_ms;
    add("pushes_ms", pushes.reduce((sum, one) => sum + one, 0));
    for (const [name, question] of Object.entries(QUESTIONS)) {
      say(`${database}: ${ASKED} × ${name}, ${CONNECTIONS} at once`);
      await ask({ server, account, question, add, key: `${name}_ms` });
    }
    say(`${database}: the same in turns, while somebody saves every ${SAVES_EVERY} ms`);
    const saving = device.saving();
    const turns = [QUESTIONS.list, QUESTIONS.search, QUESTIONS.folded, QUESTIONS.dashboard];
    await ask({ server, account, question: { turns }, add, key: "busy_ms" });
    await saving.end();
    notes.add("Server: each figure is one request of eight that are under way at once, from the first byte sent to the last received; `/health` beside it. No two searches are the same.");
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
    // Not the file of the database, which SQLite maps into memory.
    peak = Math.max(peak, Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
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
  let number = 0;
  const begun = performance.now();
  const asker = new Asker(server, account);
  const one = async () => {
    const turn = number++;
    const { path, endpoint, body } = question.turns?.[turn % question.turns.length] ?? question;
    const started = performance.now();
    if (path) {
      await asker.get(path);
    } else {
      await asker.post(`/api/app/${endpoint}`, JSON.stringify(body(turn)));
    }
    if (turn >= WARM_UP) add(key, performance.now() - started);
  };
  const person = async () => {
    while (number < ASKED + WARM_UP && (number < WARM_UP + CONNECTIONS || performance.now() - begun < PATIENCE)) await one();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, person));
  asker.end();
}

/** A device that knows some clients and changes one field of one after the other. */
class Device {
  #n = 0;
  #id = crypto.randomUUID();
  #clients;
  #epoch;

  constructor(server, account, epoch, clients) {
    Object.assign(this, { server, account });
    this.#epoch = epoch;
    this.#clients = clients;
  }

  /** Reads the beginning of the book, as a new device does. */
  static async of(server, account, count) {
    const stop = new AbortController();
    const { body } = await fetch(`${server.url}/api/v1/bootstrap?device=${crypto.randomUUID()}`, {
      headers: { cookie: account.cookie },
      signal: stop.signal,
    });
    let rest = "";
    let head;
    const clients = [];
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop();
      for (const line of lines.map((text) => JSON.parse(text))) {
        const place = line.columns?.indexOf("job_title");
        if (line.kind === "client") clients.push(...line.rows.map(([id, seen, values]) => ({ id, seen, title: values[place] })));
        head ??= line;
      }
      if (clients.length >= count) break;
    }
    stop.abort();
    return new Device(server, account, head.epoch, clients.slice(0, count));
  }

  /** Pushes so many edits, each of another client; how many milliseconds until they are stored. */
  async push(count) {
    const mutations = Array.from({ length: count }, () => this.#edit());
    const text = JSON.stringify({ device: this.#id, label: "bench", epoch: this.#epoch, mutations });
    const started = performance.now();
    const answer = await (await this.account.send(this.server, "/api/v1/push", text)).json();
    if (answer.stored?.last_n !== this.#n || answer.stored.notes.length > 0) throw new Error(`not stored: ${JSON.stringify(answer).slice(0, 500)}`);
    return performance.now() - started;
  }

  /** Pushes an edit now and then until it is told to end. */
  saving() {
    let ended = false;
    const saves = (async () => {
      while (!ended) {
        await this.push(1);
        await pause(SAVES_EVERY);
      }
    })();
    return {
      end: () => {
        ended = true;
        return saves;
      },
    };
  }

  #edit() {
    const client = this.#clients[this.#n++ % this.#clients.length];
    const [from, to] = [client.title, `poste ${this.#n}`];
    client.title = to;
    const random = crypto.randomUUID();
    return {
      id: `${random.slice(0, 14)}7${random.slice(15)}`, n: this.#n, act: "edit", version: 1, made_at: Date.now(),
      changes: [{ kind: "client", record: client.id, seen: client.seen, edits: [from === null ? { field: "job_title", to } : { field: "job_title", from, to }] }],
    };
  }
}
