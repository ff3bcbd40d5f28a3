import { svg } from "./dom.js";
import { promiseMark } from "./promises.js";
import { scaleOf, widthOf, wordTick } from "./scale.js";
import { valueIn, wordTold, yearsOf } from "./series.js";
import { verdictSign } from "./verdicts.js";
import { visible } from "./signs.js";
import { t } from "./words.js";

const [HEIGHT, TOP, BOTTOM, RIGHT] = [320, 34, 30, 12];
/** Dots of a year: below the first signs are drawn smaller, below the second the picture is wider than its place. */
const [WHOLE_SLOT, LEAST_SLOT] = [15, 8];
const LARGEST_HALF = 10;
/** Dots of the arrow of a bound that is told. */
const BOUND = 18;
/** Years in a row of which nothing is known that are drawn as a gap. */
const LONG = 4;
const GAP = "…";

/**
 * Returns the picture of a series: years across, what is promised as bars and bounds, what is told as signs of the
 * verdicts. Rows that are of another unit have no place in it; `open` is called with the row that is chosen.
 */
export function seriesPicture(rows, unit, width, open) {
  const drawn = rows.map((row) => ({ row, promised: valueIn(row.promised, unit), delivered: valueIn(row.delivered, unit) })).filter((each) => each.promised || each.delivered);
  if (!drawn.length) return null;
  const values = drawn.flatMap(({ promised, delivered }) => [promised, delivered].filter(Boolean).flatMap(({ low, high }) => [low, high]));
  const scale = scaleOf(values);
  const left = 10 + Math.max(...scale.ticks.map((tick) => widthOf(wordTick(tick))));
  const slots = slotsOf(drawn.map((each) => each.row));
  const whole = Math.max(width, left + RIGHT + slots.length * LEAST_SLOT);
  const slot = (whole - left - RIGHT) / slots.length;
  const at = (value) => TOP + (1 - scale.at(value)) * (HEIGHT - TOP - BOTTOM);
  const across = (row) => left + (slots.indexOf(yearsOf(row)) + 0.5) * slot;
  const half = Math.min(LARGEST_HALF, 0.45 * slot);
  const marks = drawn.map((each) => oneYear(each, { at, across: across(each.row), half, slot }, open));
  walk(marks);
  return svg(
    "svg",
    { class: "picture", width: whole, height: HEIGHT, viewBox: `0 0 ${whole} ${HEIGHT}`, role: "group", "aria-label": t("series.picture") },
    svg("text", { x: 2, y: 14, class: "unit" }, scale.log ? t("series.log", unit.printed) : unit.printed),
    axisOf(scale, at, left, whole),
    yearLabels(slots, left, slot, isByYear(rows)),
    marks,
  );
}

function isByYear(rows) {
  return rows.every((row) => row.period === "year");
}

/** Returns what stands across: the years from the first to the last with gaps for long times, or the periods that there are. */
function slotsOf(rows) {
  if (!isByYear(rows)) return [...new Set(rows.map(yearsOf))].sort();
  const years = rows.map((row) => row.year);
  const [first, last, seen] = [Math.min(...years), Math.max(...years), new Set(years)];
  const slots = [];
  for (let year = first; year <= last; year += 1) {
    const next = years.reduce((least, each) => (each >= year ? Math.min(least, each) : least), last);
    if (!seen.has(year) && next - year >= LONG) {
      slots.push(GAP);
      year = next;
    }
    slots.push(String(year));
  }
  return slots;
}

function axisOf(scale, at, left, whole) {
  return scale.ticks.map((tick) =>
    svg("g", { class: tick === 0 ? "grid zero" : "grid" }, svg("line", { x1: left, x2: whole - RIGHT, y1: at(tick), y2: at(tick) }), svg("text", { x: left - 6, y: at(tick) + 4, "text-anchor": "end" }, wordTick(tick))),
  );
}

/** Returns the labels of the years: round ones, or each where there is room, none upon another. */
function yearLabels(slots, left, slot, byYear) {
  const room = Math.max(...slots.map((label) => widthOf(label))) + 8;
  const step = [1, 2, 5, 10, 20, 50].find((each) => each * slot >= room) ?? 100;
  const round = byYear && slots.filter((label) => Number(label) % step === 0).length > 1;
  const shown = [];
  let free = -Infinity;
  slots.forEach((label, place) => {
    const x = left + (place + 0.5) * slot;
    const half = widthOf(label) / 2 + 3;
    if (x - half < free || (round && label !== GAP && Number(label) % step)) return;
    free = x + half;
    shown.push(svg("text", { class: "label", x, y: HEIGHT - 10, "text-anchor": "middle" }, label));
  });
  return shown;
}

/** Returns what stands in the picture of one row: a promise, what is told, and a ground that is clicked. */
function oneYear({ row, promised, delivered }, place, open) {
  const said = [
    yearsOf(row),
    row.promised ? `${t("series.promised")} ${wordTold(row.promised)}` : null,
    row.delivered ? `${t("series.delivered")} ${wordTold(row.delivered)}` : null,
    t(`verdict.${row.verdict}`),
  ].filter(Boolean);
  const group = svg(
    "g",
    { class: "year", role: "button", tabindex: "-1", "aria-label": visible(said.join("，")) },
    svg("title", {}, said.join("\n")),
    svg("rect", { class: "ground", x: place.across - place.slot / 2, y: TOP - 8, width: place.slot, height: HEIGHT - TOP - BOTTOM + 16 }),
    promised ? promiseMark(promised, { ...place, up: -1 }) : null,
    delivered ? toldMark(delivered, row.verdict, place) : null,
  );
  group.addEventListener("click", () => open(row, group));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(row, group);
  });
  return group;
}

/** Returns the sign of what is told; of a range or a bound with the line that says so. */
function toldMark(told, verdict, { at, across, slot }) {
  const [low, high] = [at(told.low), at(told.high)];
  const side = { ge: -1, gt: -1, le: 1, lt: 1 }[told.comparator] ?? 0;
  const end = low + side * BOUND;
  const lines = [
    low !== high ? svg("path", { class: "told", d: `M${across} ${low}V${high}` }) : null,
    side ? svg("path", { class: "told", d: `M${across} ${low}V${end}M${across - 3} ${end - side * 3}L${across} ${end}L${across + 3} ${end - side * 3}` }) : null,
  ];
  return svg("g", {}, lines, verdictSign(verdict, across, (low + high) / 2, Math.min(1, slot / WHOLE_SLOT)));
}

/** Lets the arrow keys go from mark to mark, of which one is reached by the tab key. */
export function walk(marks) {
  marks[0].setAttribute("tabindex", "0");
  marks.forEach((mark, place) => {
    mark.addEventListener("focus", () => marks.forEach((each) => each.setAttribute("tabindex", each === mark ? "0" : "-1")));
    mark.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      marks[Math.max(0, Math.min(marks.length - 1, place + step))].focus();
    });
  });
}
