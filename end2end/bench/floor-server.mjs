// The server of the floor: one compressed file out, edits in and on the disk before the answer. No database, no rights, no history.

import { createServer } from "node:http";
import { open, readFile } from "node:fs/promises";
import { createGzip } from "node:zlib";
import { join } from "node:path";
import { asJson, clients } from "./clients.mjs";

const PAGE = new URL("./floor/", import.meta.url);

/** The book as one gzip of JSON lines (level 6, as most servers compress). */
async function compressedBook(count) {
  const gzip = createGzip();
  const pieces = [];
  gzip.on("data", (piece) => pieces.push(piece));
  const ended = new Promise((resolve) => gzip.on("end", resolve));
  let number = 0;
  let lines = [];
  for (const client of clients(count)) {
    number += 1;
    lines.push(asJson(client, `0199a000-0000-7000-8000-${String(number).padStart(12, "0")}`));
    if (lines.length === 2000 || number === count) {
      if (!gzip.write(`${lines.join("\n")}\n`)) {
        await new Promise((resolve) => gzip.once("drain", resolve));
      }
      lines = [];
    }
  }
  gzip.end();
  await ended;
  return Buffer.concat(pieces);
}

async function stored(request, journal) {
  const pieces = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  const mutations = JSON.parse(Buffer.concat(pieces).toString("utf8"));
  await journal.write(`${mutations.map((mutation) => JSON.stringify(mutation)).join("\n")}\n`);
  await journal.sync();
  return mutations.length;
}

/** Starts it on this port of 127.0.0.1 (0 takes a free one); answers its address, the size of the book and how to stop it. */
export async function startFloor(folder, count) {
  const book = await compressedBook(count);
  const journal = await open(join(folder, "journal.jsonl"), "a");
  const files = {
    "/": ["text/html; charset=utf-8", await readFile(new URL("index.html", PAGE))],
    "/page.js": ["text/javascript; charset=utf-8", await readFile(new URL("page.js", PAGE))],
    "/worker.js": ["text/javascript; charset=utf-8", await readFile(new URL("worker.js", PAGE))],
  };
  const server = createServer(async (request, response) => {
    if (request.url === "/book") {
      response.writeHead(200, { "content-type": "application/x-ndjson", "content-encoding": "gzip", "content-length": book.length });
      response.end(book);
    } else if (request.url === "/push" && request.method === "POST") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ stored: await stored(request, journal) }));
    } else if (files[request.url]) {
      const [type, body] = files[request.url];
      response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
      response.end(body);
    } else {
      response.writeHead(404).end();
    }
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address();
  return {
    origin: `http://127.0.0.1:${port}`,
    bookBytes: book.length,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    restart: () => listen(port),
    async end() {
      if (server.listening) {
        await this.stop();
      }
      await journal.close();
    },
  };
}
