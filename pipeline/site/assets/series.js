import { core, piece } from "./data.js";
import { wordValue } from "./records.js";
import { currentLanguage } from "./words.js";

let read = null;

/** Returns a promise of the series of all indicators, read once: {indicators, places, leads, rows, left}. */
export function series() {
  read ??= piece("indicators").then(unpack);
  return read;
}

/** Verdicts in the order in which they are told of. */
export const VERDICTS = ["met", "exceeded", "missed", "open", "not comparable", "not told", "no target"];
const LEVELS = ["nation", "province", "city", "county"];

/** A row as its cells, of which most are read only where they are shown: a page may have 60,000. */
class Row {
  constructor(cells, series, data) {
    const { at, words } = data;
    this.cells = cells;
    this.series = series;
    this.data = data;
    this.year = cells[at.year];
    this.verdict = words[cells[at.verdict]];
    this.leads = data.leads[this.cell("leads")] ?? "";
  }

  cell(name) {
    return this.cells[this.data.at[name]] ?? null;
  }

  word(name) {
    return this.data.words[this.cell(name)] ?? null;
  }

  get period() {
    return this.word("period");
  }

  get rule() {
    return this.word("rule");
  }

  get relation() {
    return this.word("relation");
  }

  get above() {
    return this.word("above");
  }

  get problems() {
    return (this.cell("problems") ?? []).map((each) => this.data.words[each]);
  }

  get promised() {
    return this.told("promised");
  }

  get delivered() {
    return this.told("delivered");
  }

  told(side) {
    const cells = this.cell(side);
    if (!cells) return null;
    const { data } = this;
    const made = record(data.told_columns, cells);
    const measured = data.units[made.unit];
    return { ...made, comparator: data.comparators[made.comparator], change: data.changes[made.change] ?? null, measured, unit: measured.printed, of: core.documents[made.document] };
  }
}

/** Returns the data as records; a row knows its series, a series its indicator. */
function unpack(data) {
  data.at = Object.fromEntries(data.row_columns.map((name, place) => [name, place]));
  data.units = data.units.map(([printed, base, factor]) => ({ printed, base, factor }));
  const places = data.places.map(([code, name, level]) => ({ code, name, level }));
  const indicators = data.indicators.map((cells) => {
    const indicator = record(data.columns, cells);
    indicator.series = indicator.series.map(([place, scope, rows]) => {
      const made = { indicator, place: places[place], scope };
      made.rows = rows.map((each) => new Row(each, made, data));
      return made;
    });
    indicator.series.sort((one, other) => rankOf(one) - rankOf(other) || order(one.place.code ?? "~", other.place.code ?? "~") || order(one.scope ?? "", other.scope ?? ""));
    indicator.hay = [indicator.name, indicator.english, indicator.id].join("\n").toLowerCase();
    return indicator;
  });
  return { indicators, places, leads: data.leads, rows: data.rows, left: data.left, byKey: new Map(indicators.map((each) => [each.key, each])) };
}

function order(one, other) {
  return (one > other) - (one < other);
}

function record(columns, cells) {
  const made = {};
  columns.forEach((name, place) => (made[name] = cells[place] ?? null));
  return made;
}

function rankOf({ place, scope }) {
  const rank = LEVELS.indexOf(place.level);
  return 2 * (rank < 0 ? LEVELS.length : rank) + (scope ? 1 : 0);
}

/**
 * Returns the indicators that have rows of what is asked for, [indicator, rows] each: {words, place, year, verdict,
 * agency, named}; what is empty asks for nothing.
 */
export function choose(all, asked) {
  const words = asked.words.toLowerCase();
  const meets = rowFilter(asked);
  const found = [];
  for (const indicator of all.indicators) {
    if (words && !indicator.hay.includes(words)) continue;
    if (asked.named && (asked.named === "id") !== Boolean(indicator.id)) continue;
    const rows = indicator.series.flatMap((each) => each.rows.filter(meets));
    if (rows.length) found.push([indicator, rows]);
  }
  return found;
}

/** Returns what tells whether a row is asked for. */
export function rowFilter(asked) {
  const stem = asked.region && asked.region !== "000000" ? asked.region.replace(/(?:00)+$/, "") : null;
  const within = ({ code }) => !asked.region || (asked.region === "-" ? !code : stem === null ? code === asked.region : (code ?? "").startsWith(stem));
  return (row) =>
    within(row.series.place) &&
    (!asked.year || row.year === Number(asked.year)) &&
    (!asked.verdict || row.verdict === asked.verdict) &&
    (!asked.agency || row.leads.includes(asked.agency));
}

/** Returns how many places and years rows are of, and how many are promised, told and of each verdict. */
export function summarise(rows) {
  const places = new Set();
  const years = new Set();
  const verdicts = new Map();
  let [promised, delivered] = [0, 0];
  for (const row of rows) {
    places.add(row.series.place);
    if (row.year) years.add(row.year);
    if (row.cell("promised")) promised += 1;
    if (row.cell("delivered")) delivered += 1;
    verdicts.set(row.verdict, (verdicts.get(row.verdict) ?? 0) + 1);
  }
  return { places: [...places], years: [...years].sort((one, other) => one - other), promised, delivered, verdicts };
}

/** Returns the number of what is told in a unit, with its change as its sign: {low, high, comparator}; null where it is of another unit. */
export function valueIn(told, unit) {
  if (!told || told.measured.base !== unit.base) return null;
  const scale = told.measured.factor / unit.factor;
  const [first, second] = [Number(told.value) * scale, Number(told.upper ?? told.value) * scale];
  if (!Number.isFinite(first) || !Number.isFinite(second)) return null;
  if (told.change !== "decrease") return { low: first, high: second, comparator: told.comparator };
  const turned = { ge: "le", gt: "lt", le: "ge", lt: "gt" }[told.comparator] ?? told.comparator;
  return { low: -second, high: -first, comparator: turned };
}

/** Returns the unit in which rows are drawn: the one that most are printed in, promises before outcomes. */
export function commonUnit(rows) {
  for (const side of ["promised", "delivered"]) {
    const counts = new Map();
    for (const { measured } of rows.map((row) => row[side]).filter(Boolean)) counts.set(measured, (counts.get(measured) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    if (most) return [...counts.keys()].findLast((each) => counts.get(each) === most);
  }
  return null;
}

/** Returns the years that a row is of, as it is printed: 2024, 2021–2025. */
export function yearsOf(row) {
  if (row.year === null) return "—";
  const since = row.cell("since");
  return since && since !== row.year ? `${since}–${row.year}` : String(row.year);
}

/** Returns what is promised or told as it is said; of a change only a fall is named. */
export function wordTold(told) {
  return wordValue({ ...told, change: told.change === "decrease" ? told.change : null });
}

/** Returns the name of an indicator, in English where it has one. */
export function wordIndicator(indicator) {
  const { english } = indicator;
  return currentLanguage() && english ? english[0].toUpperCase() + english.slice(1) : indicator.name;
}
