import { cascadePicture, MOST_PLACES, RELATIONS } from "./cascade_picture.js";
import { add, el, select, svg } from "./dom.js";
import { promiseMark, PROMISES } from "./promises.js";
import { href, note } from "./route.js";
import { commonUnit, rowFilter, wordIndicator, yearsOf } from "./series.js";
import { seriesPicture } from "./series_picture.js";
import { cascadeTable, seriesTable, wordsPlace } from "./series_table.js";
import { small, verdictSign, verdictWords } from "./verdicts.js";
import { currentLanguage, figure, t } from "./words.js";

const PERIODS = ["year", "average", "years", "since", "part", "undated"];
const DRAWN = ["met", "exceeded", "missed", "open", "not comparable", "no target"];

/** Shows an indicator: its series in a place, and its cascade in a year; returns what ends it. */
export function showIndicator(root, indicator, asked, params) {
  const state = { place: params.get("place"), period: params.get("period"), cascade: params.get("cascade") };
  const keep = () => note("indicators", indicator.key, { ...asked, ...state });
  const watchers = [];
  add(root, head(indicator, asked), seriesCard(indicator, asked, state, keep, watchers), cascadeCard(indicator, state, keep, watchers));
  return () => watchers.forEach((each) => each.disconnect());
}

function head(indicator, asked) {
  const facts = [
    indicator.english ? el("span", { text: currentLanguage() ? indicator.name : indicator.english }) : null,
    indicator.id ? el("span", {}, el("small", { text: t("field.indicator_id") }), indicator.id) : el("span", { class: "faint", text: t("series.grouped.long") }),
    el("span", {}, el("small", { text: t("series.measure") }), t(`measure.${indicator.measure}`)),
  ];
  return el("header", { class: "paper-head" }, el("a", { href: href("indicators", "", asked), text: `‹ ${t("series.back")}` }), el("h2", { text: wordIndicator(indicator) }), el("p", { class: "facts" }, facts));
}

/** Returns the name of a place, with the part of it that a series is of. */
function nameOf({ place, scope }) {
  return [place.name, scope].filter(Boolean).join(" · ");
}

function keyOf({ place, scope }) {
  return [place.code ?? place.level ?? place.name, scope].filter(Boolean).join("/");
}

function seriesCard(indicator, asked, state, keep, watchers) {
  const meets = rowFilter(asked);
  const weight = (each) => [each.rows.some(meets) ? 1 : 0, each.rows.filter((row) => row.promised && row.delivered).length, each.rows.length];
  const best = indicator.series.reduce((one, other) => (compare(weight(other), weight(one)) > 0 ? other : one));
  const chosen = () => indicator.series.find((each) => keyOf(each) === state.place) ?? best;
  const holder = el("div", {});
  const choosers = el("div", { class: "choosers" });

  function fill() {
    const one = chosen();
    const periods = PERIODS.filter((period) => one.rows.some((row) => row.period === period));
    const period = periods.includes(state.period) ? state.period : periods[0];
    const rows = one.rows.filter((row) => row.period === period);
    const turn = (name) => (value) => {
      state[name] = value;
      if (name === "place") state.period = null;
      keep();
      fill();
    };
    const places = indicator.series.map((each) => [keyOf(each), t("reason.with", nameOf(each), each.rows.length)]);
    choosers.replaceChildren(
      select(t("series.place"), places, keyOf(one), turn("place")),
      ...(periods.length > 1 ? [select(t("series.period"), periods.map((each) => [each, t(`period.${each}`)]), period, turn("period"))] : []),
    );
    const { place, open } = wordsPlace((row) => [el("b", { text: yearsOf(row) }), verdictWords(row.verdict), el("small", { text: t(`rule.${row.rule}`) })]);
    const unit = commonUnit(rows);
    const drawn = picture(watchers, (width) => seriesPicture(rows, unit, width, open));
    const apart = rows.filter((row) => [row.promised, row.delivered].some((told) => told && told.measured.base !== unit.base)).length;
    holder.replaceChildren(drawn, seriesKey(rows), place, apart ? el("p", { class: "key", text: t("series.apart", apart) }) : "", el("div", { class: "scroll" }, seriesTable(rows)));
  }
  fill();
  return el("section", { class: "card" }, el("h2", { text: t("series.title") }), choosers, el("p", { class: "key", text: t("series.pick") }), holder);
}

function compare(one, other) {
  const place = one.findIndex((each, at) => each !== other[at]);
  return place < 0 ? 0 : one[place] - other[place];
}

/** Returns what the signs of a picture mean, of those that are in it. */
function seriesKey(rows) {
  const has = {
    range: ({ upper }) => Boolean(upper),
    bound: ({ comparator }) => /^[gl]/.test(comparator),
    about: ({ comparator }) => comparator === "approx",
    value: ({ comparator, upper }) => comparator === "eq" && !upper,
  };
  const promised = rows.map((row) => row.promised).filter(Boolean);
  const kinds = PROMISES.filter(([kind]) => promised.some(has[kind]));
  const at = (value) => (value ? 3 : 12);
  const bound = (value) => (value ? 3 : 15);
  const marks = kinds.map(([kind, told]) => el("span", { class: "swatch" }, small(svg("g", { transform: kind === "bound" ? "scale(1 .55) translate(0 12)" : "" }, promiseMark(told, { at: kind === "range" ? at : kind === "bound" ? bound : () => 8, across: 9, half: 7, up: -1 })), 18), t(`promise.${kind}`)));
  const verdicts = DRAWN.filter((verdict) => rows.some((row) => row.delivered && row.verdict === verdict));
  return el("p", { class: "key" }, marks, verdicts.map((verdict) => el("span", { class: "swatch" }, small(verdictSign(verdict, 8, 8)), verdict === "no target" ? t("series.only.told") : t(`verdict.${verdict}`))));
}

/** Returns a place whose picture is drawn anew when its width changes. */
function picture(watchers, draw) {
  const holder = el("div", { class: "scroll drawn" });
  let width = 0;
  const watcher = new ResizeObserver(() => {
    if (!holder.clientWidth || holder.clientWidth === width) return;
    width = holder.clientWidth;
    const drawn = draw(width);
    if (!drawn) return void holder.remove();
    holder.replaceChildren(drawn);
    holder.scrollLeft = holder.scrollWidth;
  });
  watcher.observe(holder);
  watchers.push(watcher);
  return holder;
}

/** Returns what places promise of the indicator in a year, beside the ones above; nothing where no two do. */
function cascadeCard(indicator, state, keep, watchers) {
  const byYear = new Map();
  for (const row of indicator.series.flatMap((each) => each.rows)) {
    if (!row.relation) continue;
    if (!byYear.has(row.year)) byYear.set(row.year, []);
    byYear.get(row.year).push(row);
  }
  if (!byYear.size) return null;
  const years = [...byYear.keys()].sort((one, other) => other - one);
  const holder = el("div", {});

  function fill() {
    const year = years.find((each) => String(each) === state.cascade) ?? years[0];
    const rows = inOrder(byYear.get(year));
    const { place, open } = wordsPlace((row) => [el("b", { text: row.series.place.name }), el("span", { text: t(`relation.${row.relation}`) })]);
    const unit = commonUnit([rows[0]]);
    const drawn = picture(watchers, (width) => cascadePicture(rows, unit, width, open));
    const turn = (value) => {
      state.cascade = value;
      keep();
      fill();
    };
    const chooser = select(t("field.year"), years.map((each) => [each, t("cascade.year", each, byYear.get(each).length)]), year, turn);
    const signs = RELATIONS.filter(([relation]) => rows.some((row) => row.relation === relation));
    holder.replaceChildren(
      el("div", { class: "choosers" }, chooser),
      drawn,
      el("p", { class: "key" }, signs.map(([relation, sign]) => el("span", { class: `swatch r-${relation.replaceAll(" ", "-")}` }, el("b", { "aria-hidden": "true", text: sign }), t(`relation.${relation}`)))),
      place,
      rows.length > MOST_PLACES ? el("p", { class: "key", text: t("cascade.cut", MOST_PLACES, figure(rows.length)) }) : "",
      el("div", { class: "scroll" }, cascadeTable(rows)),
    );
  }
  fill();
  return el("section", { class: "card" }, el("h2", { text: t("cascade.title") }), el("p", { class: "key", text: t("cascade.lead") }), holder);
}

/** Returns the nation first, then each province with its cities and counties after it. */
function inOrder(rows) {
  const code = (row) => row.series.place.code;
  return [...rows].sort((one, other) => (other.series.place.level === "nation") - (one.series.place.level === "nation") || (code(one) < code(other) ? -1 : 1));
}
