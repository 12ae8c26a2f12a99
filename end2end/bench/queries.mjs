// What people type into the search field, one key after the other.

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
  const before = await page.evaluate(() => window.carnetBench.searches.length);
  await act();
  const handle = await page.waitForFunction(
    (count) => {
      const search = window.carnetBench.searches[count];
      return search && search.painted !== null ? search : null;
    },
    before,
    { polling: 20 },
  );
  const search = await handle.jsonValue();
  if (search.results !== null) {
    add("search_ms", search.results - search.start);
    add("search_painted_ms", search.painted - search.start);
  }
}
