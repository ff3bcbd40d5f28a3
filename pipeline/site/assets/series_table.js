import { el } from "./dom.js";
import { documentLink } from "./parts.js";
import { cite } from "./sentences.js";
import { wordTold, yearsOf } from "./series.js";
import { verdictWords } from "./verdicts.js";
import { figure, t, wordsOr } from "./words.js";

/**
 * Returns a table whose rows open to the words of their documents. What opens a row stands in its first cell,
 * under `label`; the others are [key, cells of a row, class], of which those that are empty in all rows are left out.
 */
function openingTable(rows, label, first, all) {
  const columns = all.filter(([, make]) => rows.some((row) => make(row) !== ""));
  const heads = columns.map(([key, , kind]) => el("th", { scope: "col", class: kind, text: t(key) }));
  const body = el("tbody", {}, rows.map((row) => openingRow(row, first, columns)));
  return el("table", { class: "series" }, el("thead", {}, el("tr", {}, el("th", { scope: "col", text: t(label) }), heads)), body);
}

function openingRow(row, first, columns) {
  let opened = null;
  const turn = () => {
    if (opened) opened.remove();
    opened = opened ? null : el("tr", { class: "opened" }, el("td", { colSpan: columns.length + 1 }, words(row)));
    if (opened) line.after(opened);
    button.setAttribute("aria-expanded", String(Boolean(opened)));
    line.classList.toggle("on", Boolean(opened));
  };
  const button = el("button", { type: "button", class: "opens", "aria-expanded": "false", on: { click: turn } }, first(row));
  const cells = columns.map(([key, make, kind]) => {
    const made = make(row);
    return el("td", { class: `${kind ?? ""}${made === "" ? " nothing" : ""}`, data: { label: t(key) } }, made);
  });
  const click = (event) => !event.target.closest("a,button") && !String(getSelection()) && turn();
  const line = el("tr", { on: { click } }, el("th", { scope: "row" }, button), cells);
  return line;
}

/** Returns a place that shows the words of a row that is chosen elsewhere: {place, open}. */
export function wordsPlace(head) {
  const place = el("div", { class: "under", hidden: true, "aria-live": "polite" });
  const open = (row, chosen) => {
    const close = () => {
      place.hidden = true;
      chosen.classList.remove("on");
      chosen.focus();
    };
    for (const each of chosen.parentNode.querySelectorAll(".on")) each.classList.remove("on");
    chosen.classList.add("on");
    place.replaceChildren(el("p", {}, head(row), el("button", { type: "button", class: "quiet", "aria-label": t("series.close"), title: t("series.close"), text: "×", on: { click: close } })), ...words(row));
    place.hidden = false;
    place.scrollIntoView({ block: "nearest" });
  };
  return { place, open };
}

/** Returns the sentences that promise and tell, and what else is said of the same. */
function words(row) {
  const sides = [["promised", row.promised, "series.also.promised", row.cell("also_promised")], ["delivered", row.delivered, "series.also.delivered", row.cell("also_delivered")]];
  return sides.flatMap(([side, told, key, also]) => [
    told ? cite(`${t(`series.${side}`)} ${wordTold(told)}`, told.of, [told.start, told.end]) : null,
    also ? el("p", { class: "also", text: t(key, also) }) : null,
  ]).filter(Boolean);
}

/** Returns the rows of one series as a table. */
export function seriesTable(rows) {
  const value = (told) => (told ? wordTold(told) : "");
  const years = (row) => [yearsOf(row), row.period === "year" ? null : el("small", { text: ` ${t(`period.${row.period}`)}` })];
  return openingTable(rows, "series.year", years, [
    ["series.promised", (row) => value(row.promised)],
    ["series.delivered", (row) => (row.delivered ? value(row.delivered) : row.cell("derived") ? el("span", { class: "faint", text: t("series.derived", row.cell("derived")) }) : "")],
    ["series.verdict", (row) => [verdictWords(row.verdict), el("small", { text: t(`rule.${row.rule}`) })]],
    ["series.difference", (row) => (row.cell("difference") === null ? "" : signed(row.cell("difference"))), "number"],
    ["series.leads", (row) => row.leads],
    ["series.problems", (row) => row.problems.map(wordProblem).join("；")],
  ]);
}

/** Returns a difference with its sign. */
export function signed(difference) {
  const number = Number(difference);
  const words = Number.isFinite(number) ? figure(Math.abs(number)) : difference;
  return number > 0 ? `+${words}` : number < 0 ? `−${words}` : words;
}

function wordProblem(problem) {
  const [code, detail] = problem.split(": ");
  return detail ? t("reason.with", wordsOr(`doubt.${code}`, code), detail) : wordsOr(`doubt.${code}`, code);
}

/** Returns the steps of a cascade as a table. */
export function cascadeTable(rows) {
  const beside = (row) => {
    const said = t(`relation.${row.relation}`);
    if (row.cell("apart") === null || row.cell("apart") === "0") return said;
    return row.relation === "part" ? `${said} ${row.cell("apart")}%` : t("reason.with", said, signed(row.cell("apart")));
  };
  const place = ({ series }) => [series.place.name, el("small", { text: ` ${series.place.level ? t(`level.${series.place.level}`) : ""}` })];
  return openingTable(rows, "field.region", place, [
    ["series.promised", (row) => wordTold(row.promised)],
    ["cascade.beside", beside],
    ["cascade.above", (row) => row.above ?? ""],
    ["series.leads", (row) => row.leads],
    ["field.document", (row) => documentLink(row.promised.of)],
  ]);
}
