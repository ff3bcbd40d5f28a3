import { core } from "./data.js";
import { add, el, input, select } from "./dom.js";
import { showIndicator } from "./indicator.js";
import { empty, filterForm, growing } from "./parts.js";
import { href, note } from "./route.js";
import { choose, series, summarise, VERDICTS, wordIndicator } from "./series.js";
import { small, verdictClass, verdictSign } from "./verdicts.js";
import { figure, t } from "./words.js";

const ASKED = ["words", "region", "year", "verdict", "agency", "named"];
const JUDGED = ["met", "exceeded", "missed", "open", "not comparable"];
const COLUMNS = [
  ["series.indicator", ([indicator]) => wordIndicator(indicator)],
  ["series.places", ([, , told]) => told.places.length],
  ["series.years", ([, , told]) => told.years.length],
  ["series.promised", ([, , told]) => told.promised],
  ["series.delivered", ([, , told]) => told.delivered],
  ["series.verdicts", ([, , told]) => judged(told)],
];
const judged = ({ verdicts }) => JUDGED.reduce((sum, each) => sum + (verdicts.get(each) ?? 0), 0);

/** Shows the indicators that documents promise and tell, and of a chosen one its series and cascade. */
export function showIndicators(root, id, params) {
  const asked = Object.fromEntries(ASKED.map((name) => [name, params.get(name) ?? ""]));
  const place = el("div", {}, empty(t("app.loading")));
  add(root, el("h1", { class: "hidden", text: t("view.indicators") }), place);
  let leave = null;
  series().then(
    (all) => {
      if (!place.isConnected) return;
      const indicator = all.byKey.get(id);
      place.replaceChildren();
      if (indicator) leave = showIndicator(place, indicator, asked, params);
      else showList(place, all, asked, params);
    },
    (error) => place.replaceChildren(empty(error.message)),
  );
  return () => leave?.();
}

function showList(root, all, asked, params) {
  if (!all.indicators.length) return void add(root, empty(t(core.documents.length ? "series.none.at.all" : "no.documents")));
  const given = Number(params.get("sort") ?? NaN);
  const order = { column: COLUMNS[given] ? given : 5, down: COLUMNS[given] ? params.has("down") : true };
  const count = el("p", { class: "count", role: "status" });
  const holder = el("div", { class: "rows" });

  function update() {
    note("indicators", "", { ...asked, sort: order.column, down: order.down ? 1 : "" });
    const found = choose(all, asked).map(([indicator, rows]) => [indicator, rows, summarise(rows)]);
    const rows = found.reduce((sum, each) => sum + each[1].length, 0);
    count.textContent = t("series.count", figure(found.length), figure(rows)) + (all.left ? t("series.left", figure(all.left)) : "");
    holder.replaceChildren(...(found.length ? table(sorted(found, order), asked, order, update) : [empty(t("series.none"))]));
  }
  const ask = (name) => (value) => {
    asked[name] = value;
    update();
  };
  const clear = () => {
    root.replaceChildren();
    showList(root, all, Object.fromEntries(ASKED.map((name) => [name, ""])), new URLSearchParams());
  };
  add(root, filters(all, asked, ask, clear), el("div", { class: "tools" }, count), holder);
  update();
}

function sorted(found, { column, down }) {
  const value = COLUMNS[column][1];
  const compare = ([one, first], [other, second]) => ((one > other) - (one < other)) * (down ? -1 : 1) || second[1].length - first[1].length;
  return found.map((each) => [value(each), each]).sort(compare).map((pair) => pair[1]);
}

function filters(all, asked, ask, clear) {
  const every = ["", t("all")];
  const rows = all.indicators.flatMap((each) => each.series.flatMap((one) => one.rows));
  const years = [...new Set(rows.map((row) => row.year).filter(Boolean))].sort((one, other) => other - one);
  const regions = [...new Map(all.places.filter((each) => each.code).map((each) => [each.code, each.name]))].sort();
  const unknown = all.places.some((each) => !each.code) ? [["-", t("series.no.place")]] : [];
  const names = el("datalist", { id: "answering" }, [...new Set(all.leads.flatMap((each) => each.split("; ")))].sort().map((name) => el("option", { value: name })));
  const agency = input(t("tasks.agency"), asked.agency, ask("agency"));
  agency.querySelector("input").setAttribute("list", "answering");
  return filterForm(
    Object.values(asked).some(Boolean),
    input(t("search"), asked.words, ask("words")),
    select(t("field.region"), [every, ...regions, ...unknown], asked.region, ask("region")),
    select(t("field.year"), [every, ...years.map((year) => [year, year])], asked.year, ask("year")),
    select(t("series.verdict"), [every, ...VERDICTS.map((each) => [each, t(`verdict.${each}`)])], asked.verdict, ask("verdict")),
    agency,
    names,
    select(t("series.named"), [every, ["id", t("series.by.id")], ["words", t("series.by.words")]], asked.named, ask("named")),
    el("button", { type: "button", class: "quiet", on: { click: clear } }, t("reset")),
  );
}

function table(found, asked, order, update) {
  const heads = COLUMNS.map(([key], column) => {
    const sort = () => {
      order.down = order.column === column ? !order.down : column > 0;
      order.column = column;
      update();
    };
    const sorted = column !== order.column ? "none" : order.down ? "descending" : "ascending";
    return el("th", { scope: "col", "aria-sort": sorted, data: { label: t(key) } }, el("button", { type: "button", title: t("tasks.sort", t(key)), on: { click: sort } }, t(key)));
  });
  const body = el("tbody");
  const more = growing(body, found, (each) => line(each, asked), 50);
  return [el("table", { class: "indicators" }, el("thead", {}, el("tr", {}, heads)), body), more];
}

function line([indicator, , told], asked) {
  const link = el("a", { href: href("indicators", indicator.key, asked), text: wordIndicator(indicator) });
  const note = indicator.id ? el("small", { text: indicator.id }) : el("small", { text: t("series.grouped") });
  const first = told.years[0];
  const last = told.years.at(-1);
  const years = !told.years.length ? "—" : first === last ? String(first) : t("series.span", first, last, told.years.length);
  const cell = (key, content, kind = "") => el("td", { class: kind, data: { label: t(key) } }, content);
  return el(
    "tr",
    {},
    el("td", { class: "main" }, link, note),
    cell("series.places", told.places.length === 1 ? told.places[0].name : t("series.places.many", told.places.length), "where"),
    cell("series.years", years, "date"),
    cell("series.promised", told.promised ? figure(told.promised) : "—", "number"),
    cell("series.delivered", told.delivered ? figure(told.delivered) : "—", "number"),
    cell("series.verdicts", verdictCounts(told), judged(told) ? "verdicts" : "verdicts nothing"),
  );
}

/** Returns how many verdicts there are of each kind that says something, each with its sign. */
function verdictCounts({ verdicts }) {
  const shown = JUDGED.filter((each) => verdicts.get(each));
  if (!shown.length) return el("span", { class: "faint", text: "—" });
  return shown.map((each) => el("span", { class: `verdict ${verdictClass(each)}`, title: t(`verdict.${each}`) }, small(verdictSign(each, 8, 8)), el("span", { class: "hidden", text: t(`verdict.${each}`) }), figure(verdicts.get(each))));
}
