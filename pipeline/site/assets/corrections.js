import { keep, kept, LASTING } from "./memory.js";

const NAME = "zeren.corrections";
const SCHEMA = "1";
const NEAR = 24;
const MOST_NEAR = 384;
const TASK_WORDS = 60;
const OF_TASK = ["assignment", "target"];
const BY_VALUE = ["target", "goal", "quantity"];
const RECORDS = ["document", "section", "task", "assignment", ...BY_VALUE];
const CHANGES = ["set", "add", "remove", "confirm"];

/** Returns the place of a record in its text, as corrections name it: of a target its value. */
export function placeOf(record, of) {
  if (record === "document") return null;
  return BY_VALUE.includes(record) ? of.value_span : of.span;
}

/**
 * Returns span, words, and the text before and after them: as much, by doubling, as makes all of it stand once
 * (TextQuoteSelector of the Web Annotation model).
 */
export function anchor(words, span) {
  if (span === null) return { span: null, words: null, before: "", after: "" };
  const [start, end] = span;
  const around = (near) => [words.slice(Math.max(0, start - near), start), words.slice(end, Math.min(words.length, end + near))];
  let near = NEAR;
  let [before, after] = around(near);
  const own = words.slice(start, end);
  while (near < MOST_NEAR && !standsOnce(words.text, before + own + after)) {
    near *= 2;
    [before, after] = around(near);
  }
  return { span: [start, end], words: own, before, after };
}

function standsOnce(text, words) {
  const first = text.indexOf(words);
  return first >= 0 && text.indexOf(words, first + 1) < 0;
}

/** Returns a correction in the form that `zeren extract --corrections` reads. */
export function makeCorrection({ info, words, record, of, task }, { change, field = null, old = null, value = null, who, why = "" }) {
  const within = OF_TASK.includes(record) ? task : null;
  return {
    schema_version: SCHEMA,
    document: info.sha256,
    path: info.path,
    record,
    ...anchor(words, placeOf(record, of)),
    task: within ? [...within.span] : null,
    task_words: within ? words.slice(within.span[0], Math.min(within.span[1], within.span[0] + TASK_WORDS)) : null,
    indicator: BY_VALUE.includes(record) && change !== "add" ? of.indicator : null,
    change,
    field,
    old,
    new: value,
    who,
    when: new Date().toISOString(),
    why,
  };
}

/** Returns what tells a record from all others: its document, kind, place, task, and what it measures. */
export function recordKey(sha256, record, span, task, indicator) {
  return [sha256, record, span ?? "", OF_TASK.includes(record) ? (task ?? "") : "", BY_VALUE.includes(record) ? (indicator ?? "") : ""].join("|");
}

function keyOf(each) {
  return recordKey(each.document, each.record, each.span, each.task, each.indicator);
}

/** The corrections of a browser, by record; each change is kept at once. */
export class Corrections {
  constructor() {
    this.byRecord = new Map();
    this.lasting = LASTING;
    this.read(kept(NAME) ?? "", () => true);
  }

  /** Returns the corrections of a record. */
  of(key) {
    return this.byRecord.get(key) ?? [];
  }

  /** Takes corrections in place of those that the record had; none takes them back. */
  put(key, corrections) {
    if (corrections.length) this.byRecord.set(key, corrections);
    else this.byRecord.delete(key);
    this.lasting = keep(NAME, toLines([...this.byRecord.values()].flat()));
  }

  /** Returns the corrections of the documents that are asked for, as lines of JSON. */
  list(documents) {
    return [...this.byRecord.values()].flat().filter((each) => documents.has(each.document));
  }

  /** Takes the corrections of a file that are wanted; returns how many, and how many lines were none. */
  read(text, wanted) {
    let [taken, others] = [0, 0];
    for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
      const each = parse(line);
      if (!each || !wanted(each)) {
        others += 1;
        continue;
      }
      const key = keyOf(each);
      const rest = this.of(key).filter((other) => other.field !== each.field || other.change !== each.change);
      this.byRecord.set(key, [...rest, each]);
      taken += 1;
    }
    if (taken) this.lasting = keep(NAME, toLines([...this.byRecord.values()].flat()));
    return [taken, others];
  }
}

function parse(line) {
  try {
    const each = JSON.parse(line.replace(/^\ufeff/, ""));
    const sound = each.schema_version === SCHEMA && RECORDS.includes(each.record) && CHANGES.includes(each.change) && /^[0-9a-f]{64}$/.test(each.document);
    return sound ? each : null;
  } catch {
    return null;
  }
}

/** Returns corrections as lines of JSON. */
export function toLines(corrections) {
  return corrections.map((each) => `${JSON.stringify(each)}\n`).join("");
}
