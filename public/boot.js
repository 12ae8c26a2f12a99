// Starts the app: theme before the first paint, then the WASM; and registers the service worker.
// It speaks with the WASM through events on window: "carnet-look" (is there a new version?), "carnet-update" (one waits)
// and "carnet-apply" (take it), "carnet-installable" (the browser offers to install) and "carnet-install" (let it ask).
(() => {
  const { module, wasm } = document.currentScript.dataset;
  const root = document.documentElement;
  const kept = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };

  const theme = kept("carnet.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if ("shell" in root.dataset) {
    root.lang = kept("carnet.language") ?? (navigator.language.startsWith("en") ? "en" : "fr");
  }

  // The browser takes its time to open a database for the first time after its own start: let it begin now, beside the
  // loading of the WASM. A database that is not there yet must not be made by this.
  const person = kept("carnet.me")?.person?.id;
  for (const name of person ? ["carnet-replica-1-", "carnet-outbox-"] : []) {
    const opening = indexedDB.open(name + person);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = (event) => event.preventDefault();
    opening.onsuccess = () => {
      const database = opening.result;
      database.onversionchange = () => database.close();
      setTimeout(() => database.close(), 10_000);
    };
  }

  const start = async () => {
    const app = await import(module);
    await app.default({ module_or_path: wasm });
    await app.hydrate();
    // From here on the page answers; the browser stories wait for it as an impatient person cannot.
    root.dataset.awake = "";
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
  else start();

  // The browser offers to install: keep its question until the person wants to hear it. Safari on iOS never asks.
  let offer = null;
  if (navigator.standalone === false) root.dataset.install = "share";
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    root.dataset.install = "ask";
    dispatchEvent(new Event("carnet-installable"));
  });
  addEventListener("carnet-install", () => {
    offer?.prompt();
    offer = null;
    delete root.dataset.install;
  });

  if (!("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  const controlled = container.controller !== null;
  let asked = false;
  let waiting = null;
  const ready = (worker) => {
    waiting = worker;
    root.dataset.update = "ready";
    dispatchEvent(new Event("carnet-update"));
  };
  addEventListener("carnet-apply", () => {
    asked = true;
    // Without a waiting worker another tab has already applied it: this one only needs the new files.
    if (waiting?.state === "installed") waiting.postMessage("apply");
    else location.reload();
  });
  container.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) ready(null);
  });
  const watch = (registration) => {
    if (registration.waiting && container.controller) ready(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker.addEventListener("statechange", () => {
        if (worker.state === "installed" && container.controller) ready(worker);
      });
    });
    const look = () => registration.update().catch(() => {});
    addEventListener("carnet-look", look);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") look();
    });
  };
  // The worker takes along every part of the app, so it begins when the page has what it needs itself.
  const register = () => container.register("/sw.js", { updateViaCache: "none" }).then(watch, () => {});
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(register));
})();
