// English is complete: on no page stands a French text of which the catalogue has an English one.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "../fixtures/house.ts";
import { SELLER } from "../fixtures/people.mjs";
import { everyPage } from "../fixtures/pages.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Every French text of the sources that differs from its English twin. */
const frenchTexts = () => {
  const sources = ["app/src", "domain/src"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".rs"))
      .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
  );
  const pairs = sources.flatMap((text) => [...text.matchAll(/words\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\)/g)]);
  const read = (text = "") => text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
  return new Set(pairs.map(([, french, english]) => [read(french), read(english)]).filter(([french, english]) => french !== english).map(([french]) => french));
};

/** Every text of Carnet that a person sees or hears on the page; what people named themselves is theirs. */
const heard = () => {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement?.closest("[translate=no]")) texts.push(walker.currentNode.textContent?.trim() ?? "");
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
    for (const name of ["aria-label", "placeholder", "title", "alt"]) texts.push(element.getAttribute(name) ?? "");
  }
  return [...texts.filter(Boolean), document.title];
};

test("a person who chooses English reads no French", async ({ house }) => {
  await house.letIn(SELLER());
  await house.importBook(60);
  const french = frenchTexts();
  expect(french.size).toBeGreaterThan(150);
  for await (const { device, title } of everyPage(house, { language: "en" })) {
    await expect.soft(device.page.locator("html"), title).toHaveAttribute("lang", "en");
    const texts = await device.page.evaluate(heard);
    expect.soft(texts.filter((text) => french.has(text)), title).toEqual([]);
    expect.soft(texts.filter((text) => /\b(modification|client supprimé|a modifié|réessayez|enregistré)/i.test(text)), title).toEqual([]);
  }
});

test("a browser that asks for English gets English at once, and French stays one tap away", async ({ house }) => {
  const device = await house.blankDevice(house.field, { locale: "en-GB" });
  await device.page.goto("/sign-in");
  await expect(device.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(device.page.locator("html")).toHaveAttribute("lang", "en");
});
