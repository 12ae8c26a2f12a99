// What people type into the search field, one key after the other.

import { acted } from "./probe.mjs";

/** Names, towns, companies and pieces of phone numbers and addresses; with and without accents. */
export const QUERIES = ["francois", "evrard", "lyon menuiserie", "06 12", "Noémie G", "cœur", "saint-etienne", "vidal.7", "zoe rousseau", "textile & cie"];

/** Types every query key by key into the field and adds one sample per key; the field is emptied between queries. */
export async function typeQueries(page, field, add) {
  await page.click(field);
  for (const query of QUERIES) {
    for (const key of query) {
      await typed(page, () => page.keyboard.insertText(key), add);
    }
    await typed(page, () => page.fill(field, ""), () => {});
  }
}

async function typed(page, act, add) {
  const search = await acted(page, "input", act);
  if (search.results !== null) {
    add("search_ms", search.results - search.start);
    add("search_painted_ms", search.painted - search.start);
  }
}
