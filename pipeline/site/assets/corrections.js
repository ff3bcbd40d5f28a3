import { keep, kept, LASTING } from "./memory.js";

const NAME = "zeren.corrections";
const SCHEMA = "1";
const NEAR = 24;
const MOST_NEAR = 384;
const TASK_WORDS = 60;
const OF_TASK = ["assignment", "target"];
const BY_VALUE = ["target", "goal", "quantity"];
const RECORDS = ["document", "section", "task", "assignment", ...BY_VALUE];

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
    role: record === "assignment" && change !== "add" ? of.role : null,
    change,
    field,
    old,
    new: value,
    who,
    when: new Date().toISOString(),
    why,
  };
}

/**
 * Returns what tells a record from all others, as `record_of` does (pipeline/corrections/settling.py): several may
 * stand at one place, a unit in two roles, two indicators with one number.
 */
export function recordKey(sha256, record, span, task, { indicator, role }) {
  return JSON.stringify([sha256, record, span, OF_TASK.includes(record) ? task : null, BY_VALUE.includes(record) ? indicator : null, record === "assignment" ? role : null]);
}

/** Returns the key of the record that a correction is about, or that it adds. */
function keyOf(correction) {
  const { document, record, span, task, change, new: added } = correction;
  return recordKey(document, record, span, task, change === "add" ? added : correction);
}

function within(field, other) {
  return field === other || field.startsWith(`${other}.`);
}

/** Returns whether the later word leaves nothing of the earlier one (pipeline/corrections/book.py). */
function goesOver(later, earlier) {
  if (later.change === "add" || earlier.change === "add") return later.change === earlier.change;
  if (earlier.change === "set") return later.change === "set" && within(earlier.field, later.field);
  return true;
}

/** Returns what a later word leaves of those before it; what came before a record was added is of the one whose place it took. */
function withoutReplaced(held, later, ofOne = () => true) {
  const added = held.findLastIndex((each) => ofOne(each) && each.change === "add");
  return held.filter((each, place) => place < added || !ofOne(each) || !goesOver(later, each));
}

/** Returns whether a correction sets again what was read, with nothing around it set otherwise. */
function setsNothing(each, held) {
  const same = each.change === "set" && JSON.stringify(each.old) === JSON.stringify(each.new);
  return same && !held.some((other) => other.change === "set" && within(each.field, other.field));
}

/** Returns a record as it is with what was set of it. */
export function withSet(of, corrections) {
  const found = { ...of };
  for (const { field, new: value } of corrections.filter((each) => each.change === "set")) {
    const [name, part] = field.split(".");
    found[name] = part ? { ...found[name], [part]: value } : value;
  }
  return found;
}

/** The corrections of a browser, by record; each change is kept at once. */
export class Corrections {
  constructor() {
    this.byRecord = new Map();
    this.lasting = LASTING;
    this.read(kept(NAME) ?? "", () => true);
  }

  /** Returns the corrections of a record that was read. */
  of(key) {
    return this.at(key).filter((each) => each.change !== "add");
  }

  /** Returns the corrections of a record, and those that add one in its place. */
  at(key) {
    return this.byRecord.get(key) ?? [];
  }

  /** Adds corrections to those that their records have; of these only what is said anew is replaced. */
  put(made) {
    for (const each of made) {
      const held = withoutReplaced(this.at(keyOf(each)), each);
      this.hold(keyOf(each), setsNothing(each, held) ? held : [...held, each]);
    }
    this.keep();
  }

  /** Takes corrections back. */
  withdraw(corrections) {
    for (const each of corrections) this.hold(keyOf(each), this.at(keyOf(each)).filter((other) => other !== each));
    this.keep();
  }

  hold(key, corrections) {
    if (corrections.length) this.byRecord.set(key, corrections);
    else this.byRecord.delete(key);
  }

  keep() {
    this.lasting = keep(NAME, toLines([...this.byRecord.values()].flat()));
  }

  /** Returns the corrections of the documents that are asked for. */
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
      this.hold(keyOf(each), settled([...this.at(keyOf(each)), each]));
      taken += 1;
    }
    if (taken) this.keep();
    return [taken, others];
  }
}

/** Returns what holds: of one person's words the later ones; what people disagree on is left to `zeren extract`. */
function settled(corrections) {
  const moment = ({ when }) => Date.parse(when);
  const inOrder = [...corrections].sort((one, other) => moment(one) - moment(other));
  return inOrder.reduce((held, each) => [...withoutReplaced(held, each, ({ who }) => who === each.who), each], []);
}

function parse(line) {
  try {
    const each = JSON.parse(line.replace(/^\ufeff/, ""));
    return isSound(each) ? each : null;
  } catch {
    return null;
  }
}

function isSound(each) {
  const known = each.schema_version === SCHEMA && RECORDS.includes(each.record) && /^[0-9a-f]{64}$/.test(each.document);
  const texts = [each.path, each.words, each.before, each.after, each.task_words, each.indicator, each.role, each.why].every((text) => text == null || isText(text));
  return known && texts && isText(each.who) && isText(each.when) && !Number.isNaN(Date.parse(each.when)) && hasPlace(each) && saysOne(each);
}

function hasPlace({ record, span, words, task }) {
  if (record === "document") return span == null && words == null && task == null;
  const inPlace = isSpan(span) && Boolean(words) && Array.from(words).length === span[1] - span[0];
  return inPlace && (OF_TASK.includes(record) ? isSpan(task) : task == null);
}

/** Returns whether a correction gives what its change needs, and nothing else. */
function saysOne({ record, change, field, new: value }) {
  if (change === "set") return isText(field) && field !== "" && value !== undefined;
  if (field != null) return false;
  if (change === "add") return record !== "document" && isObject(value) && [value.role, value.indicator].every((each) => each == null || isText(each));
  return value == null && (change === "confirm" || (change === "remove" && record !== "document"));
}

function isText(value) {
  return typeof value === "string";
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSpan(value) {
  return Array.isArray(value) && value.length === 2 && value.every((each) => Number.isSafeInteger(each) && each >= 0) && value[0] <= value[1];
}

/** Returns corrections as lines of JSON. */
export function toLines(corrections) {
  return corrections.map((each) => `${JSON.stringify(each)}\n`).join("");
}
