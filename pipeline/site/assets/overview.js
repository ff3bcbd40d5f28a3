import { core } from "./data.js";
import { add, el } from "./dom.js";
import { documentLink, empty, gradeBadge, growing, reasonList } from "./parts.js";
import { nameOf } from "./data.js";
import { href } from "./route.js";
import { figure, t, wordsOr } from "./words.js";

const MOST_BARS = 15;
const MOST_QUARTERS = 24;
const GRADE_ORDER = ["poor", "check", "good"];

/** Shows documents with their grades, what is unread, tasks by agency and by quarter. */
export function showOverview(root) {
  add(root, el("h1", { class: "hidden", text: t("view.overview") }));
  if (!core.documents.length) return void add(root, empty(t("no.documents")));
  add(
    root,
    figures(),
    el("div", { class: "columns" }, byAgency(), byQuarter()),
    unread(),
    documentTable(),
  );
}

function figures() {
  const sum = (column) => core.documents.reduce((total, each) => total + each[column], 0);
  const withoutLead = core.tasks.filter((task) => !task.units.some((unit) => unit.role === "lead")).length;
  const cards = [
    ["overview.documents", core.documents.length, null],
    ["overview.tasks", core.tasks.length, href("tasks")],
    ["overview.assignments", sum("assignments"), href("network")],
    ["overview.targets", sum("targets"), href("review", "", { record: "target" })],
    ["overview.goals", sum("goals"), href("review", "", { record: "goal" })],
    ["overview.agencies", core.agencies.filter((each) => each.assignments).length, href("network")],
    ["overview.no.lead", withoutLead, href("tasks", "", { lead: "none" })],
  ];
  return el(
    "ul",
    { class: "figures" },
    cards.map(([key, number, link]) =>
      el("li", {}, el(link ? "a" : "div", { href: link }, el("b", { text: figure(number) }), el("span", { text: t(key) }))),
    ),
  );
}

/** Returns a chart of bars in parts; every bar is a link, its parts told in words. */
function bars(rows, most) {
  return el(
    "ol",
    { class: "bars" },
    rows.map(({ label, link, parts, total }) => {
      const rail = el("span", { class: "rail", "aria-hidden": "true" });
      for (const [kind, number] of parts.filter((part) => part[1])) {
        const part = el("i", { class: `fill k-${kind}`, title: `${wordsOr(`role.${kind}`, "")} ${number}`.trim() });
        part.style.width = `${(100 * number) / most}%`;
        rail.append(part);
      }
      return el("li", {}, el("a", { href: link, title: label }, el("span", { class: "name", text: label }), rail, el("b", { text: figure(total) })));
    }),
  );
}

function byAgency() {
  const counts = new Map();
  for (const task of core.tasks) {
    const seen = new Set();
    for (const { agency, role } of task.units) {
      if (seen.has(agency)) continue;
      seen.add(agency);
      if (!counts.has(agency)) counts.set(agency, Object.fromEntries(core.roles.map((each) => [each, 0])));
      counts.get(agency)[role] += 1;
    }
  }
  const total = (roles) => Object.values(roles).reduce((sum, each) => sum + each, 0);
  const rows = [...counts]
    .map(([agency, roles]) => ({ label: nameOf(agency), agency, parts: Object.entries(roles), total: total(roles) }))
    .sort((one, other) => other.total - one.total)
    .slice(0, MOST_BARS);
  for (const row of rows) row.link = href("tasks", "", { agency: row.agency.agency });
  const box = el("section", { class: "card" }, el("h2", { text: t("overview.by.agency") }));
  if (!rows.length) return add(box, empty(t("tasks.none.at.all"))), box;
  const legend = el("p", { class: "key" }, core.roles.map((role) => el("span", { class: `swatch k-${role}` }, el("i", { "aria-hidden": "true" }), t(`role.${role}`))));
  add(box, legend, bars(rows, rows[0].total));
  return box;
}

function byQuarter() {
  const counts = new Map();
  let undated = 0;
  for (const { deadline } of core.tasks) {
    const [, year, month] = /^(\d{4})-(\d\d)/.exec(deadline ?? "") ?? [];
    if (!year) undated += 1;
    else counts.set(`${year}Q${Math.ceil(month / 3)}`, (counts.get(`${year}Q${Math.ceil(month / 3)}`) ?? 0) + 1);
  }
  const rows = [...counts].sort().slice(-MOST_QUARTERS).map(([quarter, total]) => ({ label: t("overview.quarter", ...quarter.split("Q")), total, parts: [["deadline", total]], link: href("tasks", "", dates(quarter)) }));
  const box = el("section", { class: "card quarters" }, el("h2", { text: t("overview.by.quarter") }));
  if (!core.tasks.length) add(box, empty(t("tasks.none.at.all")));
  if (rows.length) add(box, bars(rows, Math.max(...rows.map((row) => row.total))));
  if (undated) add(box, el("p", { class: "key" }, el("a", { href: href("tasks", "", { due: "none" }), text: t("overview.undated", figure(undated)) })));
  return box;
}

/** Returns the first and last day of a quarter as the task view takes them. */
function dates(quarter) {
  const [year, number] = quarter.split("Q");
  const month = (count) => String(count).padStart(2, "0");
  const end = new Date(Date.UTC(Number(year), number * 3, 0)).toISOString().slice(0, 10);
  return { from: `${year}-${month(number * 3 - 2)}-01`, to: end };
}

function unread() {
  const box = el("section", { class: "card" }, el("h2", { text: t("overview.unread") }));
  const rows = ["items", "units", "numbers"].map((kind) => {
    const total = (what) => core.documents.reduce((sum, each) => sum + each[`${kind}_${what}`], 0);
    return { kind, read: total("read"), seen: total("seen") };
  });
  if (rows.every((row) => row.read === row.seen)) return add(box, el("p", { class: "fine", text: t("overview.all.read") })), box;
  add(
    box,
    el(
      "dl",
      { class: "shares" },
      rows.map(({ kind, read, seen }) => {
        const fill = el("i", { class: seen > read ? "fill k-unread" : undefined });
        fill.style.width = `${seen ? (100 * (seen - read)) / seen : 0}%`;
        return [el("dt", { text: t(`overview.${kind}`) }), el("dd", {}, el("span", { class: "rail", "aria-hidden": "true" }, fill), el("span", {}, el("b", { text: figure(seen - read) }), ` ${t("overview.of", figure(seen))}`))];
      }),
    ),
  );
  return box;
}

function unreadOf(document) {
  return core.unread.reduce((sum, code) => sum + (document.problems[code] ?? 0), 0);
}

const COLUMNS = [
  ["field.grade", (each) => GRADE_ORDER.indexOf(each.grade)],
  ["field.document", (each) => each.title || each.path],
  ["field.issued_on", (each) => each.issued_on || ""],
  ["overview.tasks", (each) => each.tasks],
  ["overview.assignments", (each) => each.assignments],
  ["overview.targets", (each) => each.targets],
  ["overview.goals", (each) => each.goals],
  ["overview.unread", unreadOf],
];

function documentTable() {
  const body = el("tbody");
  const more = el("div");
  const box = el("section", { class: "card wide" }, el("h2", { text: t("overview.grades") }), gradeBar());
  let order = { column: 0, down: false };
  const heads = COLUMNS.map(([key], column) =>
    el("th", { scope: "col", data: { label: t(key) } }, el("button", { type: "button", on: { click: () => sortBy(column) } }, t(key))),
  );
  function sortBy(column) {
    order = { column, down: order.column === column ? !order.down : column > 2 };
    fill();
  }
  function fill() {
    const value = COLUMNS[order.column][1];
    const compare = (one, other) => (value(one) > value(other)) - (value(one) < value(other));
    const rows = [...core.documents].sort((one, other) => (order.down ? -1 : 1) * compare(one, other));
    heads.forEach((head, column) => head.setAttribute("aria-sort", column !== order.column ? "none" : order.down ? "descending" : "ascending"));
    body.replaceChildren();
    more.replaceChildren(growing(body, rows, documentRow, 50));
  }
  fill();
  add(box, el("div", { class: "scroll" }, el("table", { class: "documents" }, el("thead", {}, el("tr", {}, heads)), body)), more);
  return box;
}

function documentRow(each) {
  const reasons = reasonList(each.reasons);
  const facts = [each.document_number, each.issuers, each.title ? each.path : null].filter(Boolean).join(" · ");
  return el(
    "tr",
    {},
    el("td", {}, gradeBadge(each.grade)),
    el("td", { class: "main" }, documentLink(each), el("small", { text: facts }), reasons.length ? el("details", {}, el("summary", { text: t("overview.reasons", reasons.length) }), el("ul", {}, reasons.map((reason) => el("li", { text: reason })))) : null),
    el("td", { class: "date", text: each.issued_on ?? "—", data: { label: t("field.issued_on") } }),
    ...[
      ["overview.tasks", each.tasks],
      ["overview.assignments", each.assignments],
      ["overview.targets", each.targets],
      ["overview.goals", each.goals],
      ["overview.unread", unreadOf(each)],
    ].map(([key, number]) => el("td", { class: "number", data: { label: t(key) }, text: figure(number) })),
  );
}

function gradeBar() {
  const total = core.documents.length;
  return el(
    "p",
    { class: "grades" },
    [...GRADE_ORDER].reverse().map((grade) => {
      const number = core.documents.filter((each) => each.grade === grade).length;
      if (!number) return null;
      return el("span", {}, gradeBadge(grade), el("b", { text: `${figure(number)}` }), el("small", { text: `${Math.round((100 * number) / total)}%` }));
    }),
  );
}
