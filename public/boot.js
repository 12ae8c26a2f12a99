// Starts the app: theme before the first paint, then the WASM; and registers the service worker.
// It speaks with the WASM through events on window: "carnet-look" (is there a new version?), "carnet-update" (one waits)
// and "carnet-apply" (take it); "window.carnetPush" switches notifications; "carnet-installable" (the browser offers to install) and "carnet-install" (let it ask).
(() => {
  const { module, wasm, modules } = document.currentScript.dataset;
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
  for (const name of person ? ["carnet-replica-2-", "carnet-outbox-"] : []) {
    const opening = indexedDB.open(name + person);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = (event) => event.preventDefault();
    opening.onsuccess = () => {
      const database = opening.result;
      database.onversionchange = () => database.close();
      setTimeout(() => database.close(), 10_000);
    };
  }

  // Modules that only some pages need (charts, sheets, scan): each is loaded once, when the app first asks for it by name.
  const loaded = {};
  const load = async ([script, bytes]) => {
    const module = await import(script);
    await module.default({ module_or_path: bytes });
    return module;
  };
  window.carnetModule = (name) => {
    loaded[name] ??= load(JSON.parse(modules)[name]).catch((failure) => {
      delete loaded[name];
      throw failure;
    });
    return loaded[name];
  };

  // The WASM is compiled and bound while the rest of the page arrives.
  const compiled = WebAssembly.compileStreaming(fetch(wasm));
  const bound = import(module).then(async (app) => {
    await app.default({ module_or_path: compiled });
    return app;
  });
  const start = async () => {
    await (await bound).hydrate();
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
  // Notifications: "state" and "off" answer where this browser is notified, as JSON, or "" when it is not; "on" asks.
  if ("PushManager" in window && "Notification" in window) {
    const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    const told = (subscription) => {
      const { endpoint, keys } = subscription?.toJSON() ?? {};
      return keys ? JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }) : "";
    };
    window.carnetPush = async (what, key) => {
      const { pushManager } = await container.ready;
      let subscription = await pushManager.getSubscription();
      if (what === "on") {
        if ((await Notification.requestPermission()) !== "granted") return "";
        // Another key is another server: the browser was notified by the one before its database was replaced.
        const own = subscription?.options.applicationServerKey;
        if (own && String(new Uint8Array(own)) !== String(bytes(key))) {
          await subscription.unsubscribe();
          subscription = null;
        }
        subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
      }
      const answer = told(subscription);
      if (what === "off") await subscription?.unsubscribe();
      return answer;
    };
  }
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
