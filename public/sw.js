// The service worker: the site's files from its cache, pages from the network or, without it, the static shell.
// The server writes VERSION (a string) and ASSETS (a list of addresses) in front of this file.
// It never stores anything under /api: people's data lives in IndexedDB only.
const CACHE = `carnet-${VERSION}`;
const SHELL = "/shell";
const PATIENCE = 2500;

// All or nothing: addAll puts nothing into the cache unless every file came.
self.addEventListener("install", (event) => {
  const wanted = [...new Set([SHELL, ...ASSETS])];
  // An address with a version never changes its content, so the browser's own cache may answer for it.
  const isVersioned = (address) => address.includes("?v=") || address.startsWith("/pkg/");
  const requests = wanted.map((address) => new Request(address, { cache: isVersioned(address) ? "default" : "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
  // A browser that can (Chromium) takes these from where they are, without asking this script each time.
  if (event.addRoutes) {
    const to = (pathname, source) => ({ condition: { urlPattern: new URLPattern({ pathname, search: "*" }), requestMethod: "get" }, source });
    const kept = ["/pkg/*", "/style.css", "/boot.js"].map((pathname) => to(pathname, { cacheName: CACHE }));
    // OK because without them this script answers as elsewhere.
    event.waitUntil(event.addRoutes([...kept, to("/api/*", "network")]).catch(() => {}));
  }
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("carnet-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

// A new version waits until a person agrees.
self.addEventListener("message", (event) => {
  if (event.data === "apply") self.skipWaiting();
});

const cached = async (address) => (await caches.open(CACHE)).match(address);

// Network first, but not for long; a gateway without its server (5xx) counts as no network.
const page = async (request) => {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: control.signal });
    if (answer.status < 500) return answer;
    return (await cached(SHELL)) ?? answer;
  } catch (failure) {
    const shell = await cached(SHELL);
    if (shell) return shell;
    throw failure;
  } finally {
    clearTimeout(timer);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/api/") || address.pathname === "/sw.js" || address.pathname === "/health") return;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
  } else {
    event.respondWith(cached(request).then((answer) => answer ?? fetch(request)));
  }
});

// News from the server, which only this browser can open: shown, and a tap leads to what is due.
self.addEventListener("push", (event) => {
  let news = {};
  try { news = event.data?.json() ?? {}; } catch { /* Something must be shown all the same. */ }
  const { title = "Carnet", body = "", tag = "carnet", path = "/today" } = news;
  const options = { body, tag, data: { path }, icon: "/icons/carnet-192.png", badge: "/icons/carnet-192.png" };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? "/today", location.origin).href;
  const open = async () => {
    const [tab] = await self.clients.matchAll({ type: "window" });
    if (!tab) return self.clients.openWindow(address);
    await tab.focus();
    return tab.navigate(address);
  };
  event.waitUntil(open());
});
