// The least a browser can do with the same rows and no engine: one file, pages of 48 KiB, a filter. The floor under every figure.

const PAGE_BYTES = 48 * 1024;
const rows = [];

function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function openDatabase() {
  const asked = indexedDB.open("floor", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("pages");
    asked.result.createObjectStore("outbox", { keyPath: "n" });
  };
  return request(asked);
}

/** Reads the file as it arrives, so that parsing overlaps with the wire; pages leave for the database as they fill. */
async function firstSync(database) {
  const answer = await fetch("/book");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const transactions = [];
  let page = [];
  let size = 0;
  let number = 0;
  let rest = "";
  let waiting = [];
  const keep = () => {
    waiting.push([number, `[${page.join(",")}]`]);
    number += 1;
    page = [];
    size = 0;
  };
  const write = () => {
    const transaction = database.transaction("pages", "readwrite", { durability: "relaxed" });
    const store = transaction.objectStore("pages");
    waiting.forEach(([key, text]) => store.put(text, key));
    transaction.commit();
    transactions.push(done(transaction));
    waiting = [];
  };
  for (;;) {
    const { done: ended, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = ended ? "" : lines.pop();
    for (const line of lines) {
      if (line === "") {
        continue;
      }
      const row = JSON.parse(line);
      row.search = fold(`${row.first_name} ${row.last_name} ${row.first_name} ${row.company} ${row.city} ${row.email} ${row.phone} ${row.mobile}`);
      rows.push(row);
      const text = JSON.stringify(row);
      page.push(text);
      size += text.length;
      if (size >= PAGE_BYTES - 1024) {
        keep();
      }
    }
    if (waiting.length >= 64) {
      write();
    }
    if (ended) {
      break;
    }
  }
  keep();
  write();
  await Promise.all(transactions);
}

/** The least a cold start without an index can do: read every page, parse every row. */
async function coldStart(database) {
  const pages = await request(database.transaction("pages").objectStore("pages").getAll());
  for (const page of pages) {
    rows.push(...JSON.parse(page));
  }
}

function show(found) {
  const list = document.getElementById("rows");
  list.replaceChildren(
    ...found.slice(0, 60).map((row) => {
      const item = document.createElement("li");
      item.textContent = `${row.last_name} ${row.first_name} · ${row.company ?? ""} · ${row.city ?? ""} · ${row.phone ?? ""} · ${row.status}`;
      return item;
    }),
  );
}

function search(text) {
  const needles = fold(text).split(" ").filter(Boolean);
  return rows.filter((row) => needles.every((needle) => row.search.includes(needle)));
}

/** One edit put and durable; leaves the mark that the product leaves. */
async function saveEdit(database, n) {
  const row = rows[n % rows.length];
  const transaction = database.transaction("outbox", "readwrite", { durability: "strict" });
  const edits = [{ field: "job_title", from: row.job_title, to: `poste ${n}` }];
  transaction.objectStore("outbox").put({ n, id: crypto.randomUUID(), made_at: Date.now(), changes: [{ kind: "client", record: row.id, seen: 1, edits }] });
  transaction.commit();
  await done(transaction);
  performance.mark("carnet:saved");
}

/** Everything in the outbox as one JSON; gone from it when the server has it on its disk. */
async function sendEdits(database) {
  const started = performance.now();
  const mutations = await request(database.transaction("outbox").objectStore("outbox").getAll());
  const answer = await fetch("/push", { method: "POST", body: JSON.stringify(mutations) });
  const { stored } = await answer.json();
  if (stored !== mutations.length) {
    throw new Error(`${stored} of ${mutations.length} stored`);
  }
  const took = performance.now() - started;
  const transaction = database.transaction("outbox", "readwrite");
  transaction.objectStore("outbox").clear();
  await done(transaction);
  return took;
}

async function queueEdits(database, count) {
  const transaction = database.transaction("outbox", "readwrite");
  for (let n = 1; n <= count; n += 1) {
    const row = rows[n % rows.length];
    const edits = [{ field: "job_title", from: row.job_title, to: `poste ${n}` }];
    transaction.objectStore("outbox").put({ n, id: crypto.randomUUID(), made_at: Date.now(), changes: [{ kind: "client", record: row.id, seen: 1, edits }] });
  }
  await done(transaction);
}

const database = await openDatabase();
const known = await request(database.transaction("pages").objectStore("pages").count());
await (known > 0 ? coldStart(database) : firstSync(database));
show(rows);
performance.mark("carnet:searchable");
if (known === 0) {
  performance.mark("carnet:synced");
}
document.getElementById("search").addEventListener("input", (event) => show(search(event.target.value)));
let edits = 0;
document.getElementById("edit").addEventListener("submit", (event) => {
  event.preventDefault();
  edits += 1;
  saveEdit(database, edits);
});
window.floor = {
  queue: (count) => queueEdits(database, count),
  send: () => sendEdits(database),
  found: (text) => search(text).length,
};
navigator.serviceWorker.register("/worker.js");
