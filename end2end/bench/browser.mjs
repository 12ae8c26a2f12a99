// Starts Chromium with a profile that outlives it, so that a restart is a real one, and weighs the tab's renderer.

import { readFile, readdir } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { launchOptions } from "../fixtures/chromium.mjs";
import { probe } from "./probe.mjs";

const TALL = { width: 1280, height: 2200 };
const DESK = { width: 1280, height: 800 };

/** Opens a browser on this profile folder with one page, the probe inside. The window is tall enough for 50 rows to be painted. */
export async function open(profile, cookies = []) {
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    viewport: TALL,
    locale: "fr-FR",
  });
  await context.addInitScript(probe);
  if (cookies.length > 0) {
    await context.addCookies(cookies);
  }
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, profile };
}

/** The session as the browser keeps it, also over a restart. */
export function sessionOf(account, server) {
  const [name, value] = account.cookie.split("=");
  const expires = Math.round(Date.now() / 1000) + 86_400;
  return { name, value, url: server.url.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax", expires };
}

/** Gives the page a person's screen: searches and memory are measured on that one. */
export async function sitDown(page) {
  await page.setViewportSize(DESK);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

async function processes() {
  const found = [];
  for (const name of await readdir("/proc")) {
    if (/^\d+$/.test(name)) {
      try {
        const [command, stat] = await Promise.all([readFile(`/proc/${name}/cmdline`, "utf8"), readFile(`/proc/${name}/stat`, "utf8")]);
        const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        found.push({ pid: Number(name), parent, command: command.replaceAll("\0", " ") });
      } catch {
        // It ended while we looked.
      }
    }
  }
  return found;
}

function kilobytes(text, field) {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text);
  return match ? Number(match[1]) : 0;
}

/** Megabytes of the largest renderer of this profile's browser, from /proc: resident (shared libraries included) and its own. Nothing where there is no /proc. */
export async function rendererMemory(profile) {
  try {
    const all = await processes();
    const family = new Set(all.filter((one) => one.command.includes(`--user-data-dir=${profile}`)).map((one) => one.pid));
    for (let grown = -1; grown !== family.size; ) {
      grown = family.size;
      all.filter((one) => family.has(one.parent)).forEach((one) => family.add(one.pid));
    }
    let largest = null;
    for (const one of all.filter((each) => family.has(each.pid) && each.command.includes("--type=renderer"))) {
      const rollup = await readFile(`/proc/${one.pid}/smaps_rollup`, "utf8");
      const resident = kilobytes(rollup, "Rss") / 1024;
      if (!largest || resident > largest.resident) {
        largest = { resident, own: (kilobytes(rollup, "Private_Dirty") + kilobytes(rollup, "Private_Clean")) / 1024 };
      }
    }
    return largest;
  } catch {
    return null;
  }
}
