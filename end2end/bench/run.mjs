// `cargo xtask bench`: measures the release binary in headless Chromium, and the floor beside it in the same run.

import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MEASURES, SALES_MEASURES, SERVER_MEASURES, salesTable, serverTable, summary, table } from "./figures.mjs";
import { measureFloor } from "./floor.mjs";
import { measureProduct } from "./product.mjs";
import { measureSales } from "./sales.mjs";
import { measureServer } from "./server.mjs";

const HELP = `node end2end/bench/run.mjs [--binary FILE] [--rows 10000,100000] [--runs 5] [--only floor|product|server|sales] [--json]

  --binary FILE   the release binary of carnet (CARNET_BINARY, else target/release/carnet)
  --rows LIST     sizes of the book, with commas between (10000,100000)
  --runs N        repeats of each measure, 5 at least for a figure worth keeping
  --only SIDE     measure the floor, the product in the browser, the server or sales alone
  --json          one JSON document on standard output instead of the table`;

const { values: options } = parseArgs({
  options: {
    binary: { type: "string" },
    rows: { type: "string", default: "10000,100000" },
    runs: { type: "string", default: "5" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const started = Date.now();
function say(text) {
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
}

async function measure(rows, runs, notes) {
  const folder = await mkdtemp(join(tmpdir(), "carnet-bench-"));
  try {
    const result = { rows, floor: null, product: null, server: null, sales: null };
    const measures = (side) => (options.only ?? side) === side;
    if (measures("server")) {
      result.server = {};
      for (const database of ["sqlite", "postgres"]) {
        const samples = await measureServer({ binary: options.binary, folder, rows, database, say, notes });
        result.server[database] = summaries(samples, SERVER_MEASURES);
      }
    }
    if (measures("sales")) {
      result.sales = summaries(await measureSales({ binary: options.binary, folder, rows, runs, say, notes }), SALES_MEASURES);
    }
    if (measures("floor")) {
      result.floor = summaries(await measureFloor({ folder, rows, runs, say }));
    }
    if (measures("product")) {
      result.product = summaries(await measureProduct({ binary: options.binary, folder, rows, runs, say, notes }));
    }
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function summaries(samples, measures = MEASURES) {
  return Object.fromEntries(measures.map(({ key }) => [key, summary(samples[key] ?? [])]).filter(([, figure]) => figure !== null));
}

if (options.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  const notes = new Set();
  const results = [];
  for (const rows of options.rows.split(",").map(Number)) {
    const result = await measure(rows, Number(options.runs), notes);
    results.push(result);
    if (!options.json) {
      process.stdout.write(`\n${rows} clients, median / p95 (runs), ${cpus().length} cores\n`);
      if (result.product || result.floor) process.stdout.write(`${table(result)}\n`);
      if (result.sales) process.stdout.write(`${salesTable(rows, result.sales)}\n`);
      if (result.server) process.stdout.write(`${serverTable(rows, result.server)}\n`);
    }
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ cores: cpus().length, seconds: Math.round((Date.now() - started) / 1000), notes: [...notes], results }, null, 2)}\n`);
  } else {
    process.stdout.write(`\n${[...notes].map((note) => `- ${note}`).join("\n")}\n`);
  }
}
