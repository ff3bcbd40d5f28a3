import { core, nameOf } from "./data.js";
import { Corrections, recordKey } from "./corrections.js";

/** The corrections of this browser. */
export const corrections = new Corrections();

/** Returns an entry of the queue with what a list shows of it, and what tells it from all others. */
export function itemAt([document, record, number, place, sure, span, label, indicator]) {
  const info = core.documents[document];
  const task = number < 0 ? null : core.tasks[number];
  const within = task ? [task.span_start, task.span_end] : null;
  return { info, record, task, place, sure, label: label ?? labelOf(record, task, place), key: recordKey(info.sha256, record, span, within, { indicator, role: roleOf(record, task, place) }) };
}

function roleOf(record, task, place) {
  return record === "assignment" ? task.units[place].role : null;
}

function labelOf(record, task, place) {
  if (record === "task") return task.title;
  if (record === "assignment") return nameOf(task.units[place].agency);
  return task.targets[place];
}

/** Returns what was said last of an entry: confirm, remove or set; null if nothing was. */
export function stateOf(item) {
  return corrections.of(item.key).at(-1)?.change ?? null;
}
