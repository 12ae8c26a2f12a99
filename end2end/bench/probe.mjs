// What listens inside the page while it is measured: long tasks, painted rows, and the way from a key to its results.

/** Runs in the page before anything else of it; the same for the product and for the floor. */
export function probe() {
  const bench = { longTasks: [], acts: {}, firstRows: null, submitted: null };
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

  // From what a person does to what it changes in the page: keys in a field, clicks, choices.
  for (const kind of ["input", "click", "change"]) {
    bench.acts[kind] = [];
    addEventListener(kind, () => {
      const act = { start: performance.now(), results: null, painted: null };
      bench.acts[kind].push(act);
      painted((at) => {
        act.painted = at;
        act.results = lastMutation >= act.start ? lastMutation : null;
      });
    }, { capture: true });
  }

  // The frames of a drag: what each asks of the main thread, and whether it missed its turn of the screen.
  let frames = [];
  let busy = false;
  let last = 0;
  const follow = () => {
    const start = performance.now();
    if (busy) return;
    busy = true;
    requestAnimationFrame((turn) => {
      const late = last > 0 && turn - last > 25 && start - last < 25;
      last = turn;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        frames.push({ work: performance.now() - start, late });
        busy = false;
      };
      channel.port2.postMessage(null);
    });
  };
  bench.watchFrames = () => {
    [frames, busy, last] = [[], false, 0];
    addEventListener("pointermove", follow, { capture: true });
  };
  bench.framesSeen = () => {
    removeEventListener("pointermove", follow, { capture: true });
    return frames;
  };
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

/** Does something in the page; gives when it began, when the page last changed before the next frame, and when that was painted. */
export async function acted(page, kind, act) {
  const before = await page.evaluate((of) => window.carnetBench.acts[of].length, kind);
  await act();
  const handle = await page.waitForFunction(
    ([of, count]) => {
      const seen = window.carnetBench.acts[of][count];
      return seen && seen.painted !== null ? seen : null;
    },
    [kind, before],
    { polling: 20 },
  );
  return handle.jsonValue();
}
