import { core, nameOf, regions, titleOf, years } from "./data.js";
import { add, download, el, input, say, select } from "./dom.js";
import { toCsv } from "./csv.js";
import { meets } from "./filter.js";
import { documentLink, empty, filterForm, growing, sureness, taskLink, unitChip } from "./parts.js";
import { note } from "./route.js";
import { currentLanguage, figure, t } from "./words.js";

const ASKED = ["words", "agency", "role", "year", "region", "document", "due", "from", "to", "below", "lead"];
const LEVELS = ["0.99", "0.95", "0.9", "0.8", "0.5"];
const leads = (task) => task.units.filter((unit) => unit.role === "lead");
const others = (task) => task.units.filter((unit) => unit.role !== "lead");
const COLUMNS = [
  ["field.task", (task) => task.number_in_table],
  ["field.leads", (task) => leads(task).map((unit) => nameOf(unit.agency)).join("、")],
  ["field.others", (task) => others(task).length],
  ["field.deadline", (task) => task.deadline ?? "9999"],
  ["field.document", (task) => titleOf(task.of)],
  ["confidence", (task) => task.sure],
];

/** Shows all tasks: sorted, filtered, and saved as CSV. */
export function showTasks(root, id, params) {
  const asked = Object.fromEntries(ASKED.map((name) => [name, params.get(name) ?? ""]));
  const order = { column: columnOf(params.get("sort")), down: params.has("down") };
  const count = el("p", { class: "count", role: "status" });
  const holder = el("div", { class: "rows" });
  let found = [];

  function update() {
    note("tasks", "", { ...asked, sort: order.column || "", down: order.down ? 1 : "" });
    const value = COLUMNS[order.column][1];
    found = core.tasks.filter((task) => meets(task, asked));
    if (order.column || order.down) found = sorted(found, value, order.down);
    count.textContent = found.length === core.tasks.length ? t("shown", figure(found.length)) : t("shown.of", figure(found.length), figure(core.tasks.length));
    holder.replaceChildren(...table(found, order, update));
  }

  function ask(name) {
    return (value) => {
      asked[name] = value;
      update();
    };
  }

  add(
    root,
    el("h1", { class: "hidden", text: t("view.tasks") }),
    filters(asked, ask, () => showAgain(root)),
    el("div", { class: "tools" }, count, el("button", { type: "button", on: { click: copyLink } }, t("tasks.link")), el("button", { type: "button", class: "csv", on: { click: () => saveCsv(found) } }, t("tasks.csv"))),
    holder,
  );
  update();
}

/** Returns the number of a column that an address asks for; the first where there is none such. */
function columnOf(asked) {
  return COLUMNS[Number(asked)] ? Number(asked) : 0;
}

/** Returns the rows in the order of their values, each asked for once. */
function sorted(rows, value, down) {
  const compare = ([one], [other]) => (one > other) - (one < other);
  const pairs = rows.map((row) => [value(row), row]).sort(down ? (one, other) => compare(other, one) : compare);
  return pairs.map((pair) => pair[1]);
}

function showAgain(root) {
  root.replaceChildren();
  note("tasks");
  showTasks(root, "", new URLSearchParams());
}

function filters(asked, ask, clear) {
  const names = el("datalist", { id: "agencies" }, agencyNames().map((name) => el("option", { value: name })));
  const named = core.agencies.find((agency) => agency.agency === asked.agency);
  const box = input(t("tasks.agency"), named ? nameOf(named) : asked.agency, ask("agency"));
  box.querySelector("input").setAttribute("list", "agencies");
  const lead = el("input", { type: "checkbox", checked: Boolean(asked.lead), on: { change: () => ask("lead")(lead.checked ? "none" : "") } });
  const day = (name, key) => input(t(key), asked[name], ask(name), { type: "date" });
  return filterForm(
    Object.values(asked).some(Boolean),
    input(t("search"), asked.words, ask("words")),
    box,
    names,
    select(t("field.role"), [["", t("all")], ...core.roles.map((role) => [role, t(`role.${role}`)])], asked.role, ask("role")),
    select(t("field.year"), [["", t("all")], ...years().map((year) => [year, year])], asked.year, ask("year")),
    select(t("field.region"), [["", t("all")], ...regions().map(([code, name]) => [code || "-", name])], asked.region, ask("region")),
    select(t("field.document"), [["", t("all")], ...core.documents.map((each) => [each.document, titleOf(each)])], asked.document, ask("document")),
    select(t("tasks.due"), [["", t("all")], ["none", t("tasks.due.none")]], asked.due, ask("due")),
    day("from", "tasks.due.from"),
    day("to", "tasks.due.to"),
    select(t("tasks.confidence"), [["", t("all")], ...LEVELS.map((level) => [level, `${Number(level) * 100}%`])], asked.below, ask("below")),
    el("label", { class: "tick" }, lead, t("tasks.without.lead")),
    el("button", { type: "button", class: "quiet", on: { click: clear } }, t("reset")),
  );
}

function agencyNames() {
  return [...new Set(core.agencies.filter((agency) => agency.assignments).map(nameOf))].sort();
}

function table(found, order, update) {
  if (!core.tasks.length) return [empty(t("tasks.none.at.all"))];
  if (!found.length) return [empty(t("tasks.none"))];
  const heads = COLUMNS.map(([key], column) => {
    const sorted = column !== order.column ? "none" : order.down ? "descending" : "ascending";
    const sort = () => {
      order.down = order.column === column && !order.down;
      order.column = column;
      update();
    };
    return el("th", { scope: "col", "aria-sort": sorted, data: { label: t(key) } }, el("button", { type: "button", title: t("tasks.sort", t(key)), on: { click: sort } }, t(key)));
  });
  const body = el("tbody");
  const more = growing(body, found, taskRow, 50);
  return [el("table", { class: "tasks" }, el("thead", {}, el("tr", {}, heads)), body), more];
}

function taskRow(task) {
  return el(
    "tr",
    {},
    el("td", { class: "main" }, taskLink(task), task.targets.length ? el("ul", { class: "targets" }, task.targets.map((words) => el("li", { text: words }))) : null),
    el("td", { class: leads(task).length ? "" : "nothing", data: { label: t("field.leads") } }, leads(task).map(chip), leads(task).length ? null : el("span", { class: "faint", text: "—" })),
    el("td", { class: others(task).length ? "" : "nothing", data: { label: t("field.others") } }, others(task).map(chip)),
    el("td", { class: `date ${task.deadline_raw ? "" : "nothing"}`, data: { label: t("field.deadline") }, title: task.deadline_raw, text: task.deadline ?? task.deadline_raw ?? "—" }),
    el("td", { class: "from", data: { label: t("field.document") } }, documentLink(task.of)),
    el("td", { class: "number", data: { label: t("confidence") } }, sureness(task.sure)),
  );
}

function chip({ agency, role }) {
  return unitChip(agency, role);
}

/** Copies the address, which holds all that is asked for. */
function copyLink() {
  const box = el("textarea", { class: "hidden", value: location.href });
  document.body.append(box);
  box.select();
  // The clipboard of navigator is not there for a page from disk in all browsers.
  document.execCommand("copy");
  box.remove();
  say(t("tasks.link.copied"));
}

function saveCsv(found) {
  const heads = ["field.document", "field.document_number", "field.issued_on", "field.region", "field.number", "field.task", "field.section"];
  const names = (units) => units.map(({ agency }) => nameOf(agency)).join("、");
  const byRole = core.roles.map((role) => `kind.${role}`);
  const rows = found.map((task) => [
    titleOf(task.of),
    task.of.document_number,
    task.of.issued_on,
    task.of.region_name,
    task.number,
    task.title,
    task.section,
    ...core.roles.map((role) => names(task.units.filter((unit) => unit.role === role))),
    task.targets.join("；"),
    task.deadline ?? task.deadline_raw,
    task.sure,
  ]);
  const head = [...heads, ...byRole, "field.targets", "field.deadline", "confidence"].map((key) => t(key));
  download(currentLanguage() ? "tasks.csv" : "任务.csv", toCsv([head, ...rows]), "text/csv;charset=utf-8");
}
