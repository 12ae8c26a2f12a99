// What listens inside the page while it is measured: long tasks, painted rows, and the way from a key to its results.

/** Runs in the page before anything else of it; the same for the product and for the floor. */
export function probe() {
  const bench = { longTasks: [], searches: [], firstRows: null, submitted: null };
  window.carnetBench = bench;
  performance.setResourceTimingBufferSize(5000);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      bench.longTasks.push({ start: task.startTime, duration: task.duration });
    }
  }).observe({ type: "longtask", buffered: true });

  // After the frame that holds the change was handed to the compositor.
  const painted = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(null);
    });

  bench.watchRows = (selector, wanted) => {
    const look = () => {
      if (document.querySelectorAll(selector).length >= wanted) {
        painted((at) => (bench.firstRows = at));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  };

  let lastMutation = 0;
  const watch = () =>
    new MutationObserver(() => (lastMutation = performance.now())).observe(document.documentElement, {
      childList: true, subtree: true, characterData: true, attributes: true,
    });
  if (document.documentElement) {
    watch();
  } else {
    document.addEventListener("readystatechange", watch, { once: true });
  }

  addEventListener("input", () => {
    const search = { start: performance.now(), results: null, painted: null };
    bench.searches.push(search);
    painted((at) => {
      search.painted = at;
      search.results = lastMutation >= search.start ? lastMutation : null;
    });
  }, { capture: true });
  addEventListener("submit", () => (bench.submitted = performance.now()), { capture: true });
  addEventListener("online", () => performance.mark("bench:online"), { capture: true });
}

/** The time of the first mark of this name in the page that is later than `after`; waits for it. */
export async function waitForMark(page, name, after = -1, timeout = 120_000) {
  const handle = await page.waitForFunction(
    ([wanted, since]) => {
      const found = performance.getEntriesByName(wanted, "mark").find((mark) => mark.startTime > since);
      return found ? { at: found.startTime } : null;
    },
    [name, after],
    { timeout, polling: 50 },
  );
  return (await handle.jsonValue()).at;
}

/** The longest main-thread task that began before `until` (page time); 0 when none took 50 ms. */
export function longestTask(page, until) {
  return page.evaluate(
    (end) => Math.max(0, ...window.carnetBench.longTasks.filter((task) => task.start < end).map((task) => task.duration)),
    until,
  );
}
