// Many offline edits at once: written into the app's own outbox, in its own format, as if a person had saved each of them.

/**
 * Runs in the page. Appends `count` edits of the job title, each on another record, after the last act of the outbox;
 * answers the last record and its new value, to look it up on the server afterwards.
 */
export async function queueEdits({ count, run, person }) {
  const request = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const opened = (name) => request(indexedDB.open(`${name}-${person}`));
  const text = (value) => (typeof value === "string" ? value : new TextDecoder().decode(value));

  const replica = await opened("carnet-replica-2");
  const books = replica.transaction(["records", "fresh"]);
  const [pages, fresh] = await Promise.all([request(books.objectStore("records").getAll()), request(books.objectStore("fresh").getAll())]);
  replica.close();
  const records = new Map();
  for (const page of [...pages, ...fresh].map(text)) {
    const [header, ...lines] = page.split("\n").filter(Boolean);
    if (header) {
      const place = JSON.parse(header).columns.indexOf("job_title");
      for (const line of lines) {
        const [id, seq, values] = JSON.parse(line);
        records.set(id, { id, seq, from: values[place] });
      }
    }
  }
  const all = [...records.values()];
  const chosen = Array.from({ length: count }, (_, number) => all[((run - 1) * count + number) % all.length]);

  const outbox = await opened("carnet-outbox");
  const transaction = outbox.transaction(["mutations", "meta"], "readwrite", { durability: "strict" });
  const store = transaction.objectStore("mutations");
  const identity = JSON.parse(text(await request(transaction.objectStore("meta").get("identity"))));
  const newest = await request(store.openKeyCursor(null, "prev"));
  let n = Math.max(newest ? newest.key : 0, identity.answered);
  for (const { id, seq, from } of chosen) {
    n += 1;
    const random = crypto.randomUUID();
    const edit = from === null ? { field: "job_title", to: `poste ${n}` } : { field: "job_title", from, to: `poste ${n}` };
    const mutation = {
      id: `${random.slice(0, 14)}7${random.slice(15)}`, n, act: "edit", version: 1, made_at: Date.now(),
      changes: [{ kind: "client", record: id, seen: seq, edits: [edit] }],
    };
    store.put(JSON.stringify({ mutation, state: "fine" }), n);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  outbox.close();
  return { record: chosen[count - 1].id, value: `poste ${n}` };
}

/** The server must hold the last of them. */
export async function expectStored({ server, account, queued }) {
  const answer = JSON.stringify(await account.ask(server, "show_client", { id: queued.record }));
  if (!answer.includes(`"${queued.value}"`)) {
    throw new Error(`the server does not hold ${queued.value}: ${answer.slice(0, 600)}`);
  }
}
