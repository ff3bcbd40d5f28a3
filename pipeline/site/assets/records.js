import { core } from "./data.js";
import { t, wordsOr } from "./words.js";

/** Kinds of marks in a text, in the order of the legend; the shortest mark at a place is the one that is meant. */
export const KINDS = ["lead", "responsible", "cooperating", "supervising", "target", "deadline", "achieved", "figure", "unread"];

/**
 * Returns what is marked in a document: {number, kind, span, record, of, task, place}. `record` is the kind of
 * record as corrections name it, `of` the record itself, `place` its number in its list. A section is no mark of
 * words, as it holds all others.
 */
export function listMarks(document) {
  const marks = [];
  const mark = (kind, span, record, of, task = null, place = 0) => marks.push({ number: marks.length, kind, span, record, of, task, place });
  document.tasks.forEach((task, number) => {
    mark("task", task.span, "task", task, task, number);
    task.assignments.forEach((unit, place) => mark(unit.role, unit.span, "assignment", unit, task, place));
    task.targets.forEach((target, place) => mark("target", target.span, "target", target, task, place));
  });
  document.goals.forEach((goal, place) => mark("target", goal.span, "goal", goal, null, place));
  document.quantities.forEach((each, place) => mark(each.status === "achieved" ? "achieved" : "figure", each.span, "quantity", each, null, place));
  document.deadlines.forEach((span) => mark("deadline", span, null, null));
  for (const problem of document.problems) {
    if (problem.span && core.unread.includes(problem.code)) mark("unread", problem.span, "problem", problem);
  }
  document.sections.forEach((section, place) => mark("section", section.span, "section", section, null, place));
  return marks;
}

/** Returns the name of a field that corrections set: of deadline.date both parts. */
export function wordField(field) {
  return field.split(".").map((part) => wordsOr(`field.${part}`, part)).join(" · ");
}

/** Returns a value of a field in words. */
export function wordSaid(field, value) {
  if (value === null || value === "") return t("none");
  if (Array.isArray(value)) return value.map((each) => wordSaid(field, each)).join("；") || t("none");
  if (typeof value === "object") return Object.entries(value).filter(([, each]) => each !== null).map(([name, each]) => wordSaid(name, each)).join(" ");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const name = field.split(".").at(-1);
  return wordsOr(`${name === "kind" ? "part" : name}.${value}`, String(value));
}

/** Returns the value of a target as it is said: ≥45%. */
export function wordValue(target) {
  const sign = { eq: "", ge: "≥", le: "≤", gt: "＞", lt: "＜", approx: t("comparator.approx"), between: "" }[target.comparator] ?? "";
  const upper = target.upper ? `—${target.upper}` : "";
  const change = target.change ? `${t(`change.${target.change}`)} ` : "";
  return `${change}${sign}${target.value}${upper}${target.unit}`;
}

/** Returns a deadline's last day, or its words where they give none. */
export function wordDeadline(deadline) {
  return deadline ? (deadline.date ?? deadline.raw) : "";
}

/** Returns what there is to tell of a mark: a head, and [name, value] of each field that is known. */
export function tell(mark, names) {
  const { of, record } = mark;
  if (mark.kind === "deadline") return { head: t("kind.deadline"), rows: [] };
  if (record === "problem") return { head: t("kind.unread"), rows: [["", wordsOr(`problem.${of.code}`, of.message)]] };
  if (record === "section") return { head: t("record.section"), rows: known([["field.number", of.number], ["field.title", of.title]]) };
  if (record === "task") {
    return { head: `${t("record.task")} ${of.number ?? ""}`, rows: known([["field.title", of.title], ["field.deadline", wordDeadline(of.deadline)]]), sure: of.confidence, corrected: of.source === "corrected" };
  }
  if (record === "assignment") {
    const rows = [["field.name", of.name], ["field.agency", names.get(of.agency)], ["field.label", of.label], ["field.evidence", t(`evidence.${of.evidence}`)]];
    return { head: t(`kind.${of.role}`), rows: known(rows), sure: of.confidence, corrected: of.source === "corrected" };
  }
  const status = of.status ? t(`status.${of.status}`) : "";
  const rows = [["field.indicator", of.indicator], ["field.applies_to", of.applies_to], ["field.value", wordValue(of)], ["field.baseline", of.baseline?.raw], ["field.deadline", wordDeadline(of.deadline)], ["field.status", status]];
  return { head: t(`record.${record}`), rows: known(rows), sure: of.confidence, corrected: of.source === "corrected" };
}

function known(rows) {
  return rows.filter(([, value]) => value).map(([key, value]) => [t(key), value]);
}
