// Turns samples into medians and 95th percentiles, and those into the table people read.

/** Median, 95th percentile (nearest rank) and number of the samples; nothing when there are none. */
export function summary(samples) {
  const known = samples.filter((sample) => Number.isFinite(sample)).sort((left, right) => left - right);
  if (known.length === 0) {
    return null;
  }
  const middle = Math.floor(known.length / 2);
  const median = known.length % 2 === 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  const p95 = known[Math.min(known.length - 1, Math.ceil(known.length * 0.95) - 1)];
  return { median: rounded(median), p95: rounded(p95), runs: known.length };
}

function rounded(value) {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

/** What is measured, in the order of the table: key, wording, unit, and the aim at 100,000 rows (`of` says which column it binds). */
export const MEASURES = [
  { key: "first_sync_ms", label: "first sync, from navigation to durable and searchable", unit: "ms", aim: 5000 },
  { key: "first_sync_stream_ms", label: "  of which from the first byte asked of the book", unit: "ms" },
  { key: "first_sync_bytes", label: "  bytes of the book on the wire", unit: "KB" },
  { key: "first_sync_long_task_ms", label: "  longest main-thread task meanwhile", unit: "ms", aim: 200 },
  { key: "cold_rows_ms", label: "cold offline start, browser restarted, to 50 rows painted", unit: "ms", aim: 400 },
  { key: "cold_searchable_ms", label: "  to the whole book searchable", unit: "ms", aim: 1200 },
  { key: "cold_long_task_ms", label: "  longest main-thread task meanwhile", unit: "ms" },
  { key: "save_ms", label: "Save to durable, its button pressed", unit: "ms", aim: 5, of: "p95" },
  { key: "save_called_ms", label: "  the same, asked for by a script", unit: "ms" },
  { key: "search_ms", label: "search: key to results in the page", unit: "ms", aim: 8, of: "p95" },
  { key: "search_painted_ms", label: "  to the painted frame (the frame clock adds up to 16.7 ms)", unit: "ms" },
  { key: "sort_ms", label: "sort by any column, the page at rest for 3 s before: click to rows in the page", unit: "ms", aim: 16, of: "p95" },
  { key: "sort_at_once_ms", label: "  by company, right after the start", unit: "ms" },
  { key: "filter_ms", label: "filter by a chip: click to rows in the page", unit: "ms", aim: 16, of: "p95" },
  { key: "dashboard_ms", label: "dashboard counted on the device", unit: "ms", aim: 50, of: "p95" },
  { key: "edits_1000_ms", label: "1,000 offline edits: network's return to all acknowledged", unit: "ms", aim: 250 },
  { key: "edits_10000_ms", label: "10,000 offline edits: network's return to all acknowledged", unit: "ms", aim: 1000 },
  { key: "memory_sync_mb", label: "tab's renderer after the first sync (resident)", unit: "MB" },
  { key: "memory_mb", label: "tab's renderer after a cold start and the searches (resident)", unit: "MB", aim: 250 },
  { key: "memory_private_mb", label: "  of which its own (not shared with other processes)", unit: "MB" },
];

/** What is measured of the server, with its aims at 100,000 and at 1,000,000 rows. */
export const SERVER_MEASURES = [
  { key: "import_rows_s", label: "carnet import", unit: "rows/s", aims: { 100_000: 20_000, 1_000_000: 20_000 }, more: true },
  { key: "import_peak_mb", label: "  most memory held", unit: "MB" },
  { key: "export_rows_s", label: "carnet export", unit: "rows/s" },
  { key: "export_floor_rows_s", label: "  the database's own tool, the same table", unit: "rows/s" },
  { key: "export_peak_mb", label: "  most memory held", unit: "MB" },
  { key: "pushes_ms", label: "ten pushes of 1,000 edits, one after the other", unit: "ms", aims: { 100_000: 1000 } },
  { key: "push_ms", label: "  one of them", unit: "ms" },
  { key: "list_ms", label: "list, eight at once", unit: "ms", aims: { 100_000: 10, 1_000_000: 25 }, of: "p95" },
  { key: "sorted_ms", label: "  sorted by next contact", unit: "ms", aims: { 100_000: 10, 1_000_000: 25 }, of: "p95" },
  { key: "folded_ms", label: "  sorted by company, city, e-mail and tags, which no index holds", unit: "ms", aims: { 100_000: 10, 1_000_000: 25 }, of: "p95" },
  { key: "search_ms", label: "search, eight at once", unit: "ms", aims: { 100_000: 10, 1_000_000: 25 }, of: "p95" },
  { key: "dashboard_ms", label: "dashboard, eight at once", unit: "ms", aims: { 100_000: 10, 1_000_000: 25 }, of: "p95" },
  { key: "busy_ms", label: "list, search, sorted, dashboard in turns, while somebody saves ten times a second", unit: "ms" },
  { key: "health_ms", label: "  /health, eight at once", unit: "ms" },
];

/** What is measured of sales: `rows` opportunities in the reports, 5,000 on the board. */
export const SALES_MEASURES = [
  { key: "board_ms", label: "board of 5,000: cold offline start to its cards painted", unit: "ms" },
  { key: "drag_frame_ms", label: "  main thread's work in a frame of a drag", unit: "ms", aims: { any: 16 }, of: "p95" },
  { key: "drag_late", label: "  frames that came late (median, p95: 0 or 100)", unit: "%" },
  { key: "report_device_ms", label: "report on the device: choice to table in the page", unit: "ms", aims: { 100_000: 50 } },
  { key: "report_server_ms", label: "report on the server", unit: "ms", aims: { 1_000_000: 100 } },
];

/** The table of sales for one number of opportunities: median / p95 (runs), and the aim. */
export function salesTable(rows, figures) {
  const lines = [["", "unit", "Carnet", "aim"]];
  for (const measure of SALES_MEASURES.filter(({ key }) => figures[key])) {
    const figure = figures[measure.key];
    const aim = measure.aims?.[rows] ?? measure.aims?.any;
    const kept = (measure.of === "p95" ? figure.p95 : figure.median) <= aim ? "kept" : "MISSED";
    lines.push([measure.label, measure.unit, shown(figure), aim ? `≤ ${aim} ${kept}` : ""]);
  }
  return aligned(lines);
}

function shown(figure) {
  return figure === null || figure === undefined ? "—" : `${figure.median} / ${figure.p95} (${figure.runs})`;
}

/** The table of the server for one size of the book: median / p95 (runs) on each database, and the aim. */
export function serverTable(rows, databases) {
  const lines = [["", "unit", ...Object.keys(databases), "aim"]];
  for (const measure of SERVER_MEASURES) {
    const figures = Object.values(databases).map((figures) => figures[measure.key]);
    const aim = measure.aims?.[rows];
    const keeps = (figure) => (measure.more ? figure.median >= aim : figure.p95 <= aim);
    const kept = figures.every((figure) => figure && keeps(figure)) ? "kept" : "MISSED";
    lines.push([measure.label, measure.unit, ...figures.map(shown), aim ? `${measure.more ? "≥" : "≤"} ${aim} ${kept}` : ""]);
  }
  return aligned(lines);
}

function aligned(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()).join("\n");
}

function verdict(measure, rows, figure) {
  if (!measure.aim || !figure || rows !== 100_000) {
    return measure.aim ? `≤ ${measure.aim}` : "";
  }
  const value = measure.of === "p95" ? figure.p95 : figure.median;
  return `≤ ${measure.aim} ${value <= measure.aim ? "kept" : "MISSED"}`;
}

/** The table of one book size: median / p95 (runs) of both sides, their ratio, and the aim at 100,000 rows. */
export function table(result) {
  const lines = [["", "unit", "Carnet", "floor", "ratio", "aim at 100,000"]];
  for (const measure of MEASURES) {
    const ours = result.product?.[measure.key];
    const floor = result.floor?.[measure.key];
    if (ours || floor) {
      const ratio = ours && floor && floor.median > 0 ? `×${(ours.median / floor.median).toFixed(2)}` : "";
      lines.push([measure.label, measure.unit, shown(ours), shown(floor), ratio, verdict(measure, result.rows, ours)]);
    }
  }
  return aligned(lines);
}
