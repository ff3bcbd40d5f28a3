import { core } from "./data.js";
import { add, el, say } from "./dom.js";
import { editor } from "./editor.js";
import { kept } from "./memory.js";
import { makeCorrection, placeOf, recordKey, withSet } from "./corrections.js";
import { corrections } from "./queue.js";
import { wordField, wordSaid, wordValue } from "./records.js";
import { Words } from "./segments.js";
import { t } from "./words.js";

const NUMBER = /^(.*?)(-?[0-9]+(?:\.[0-9]+)?)(\D.*)?$/s;
/** The number that an item bears, as records print it: 一 of 一、, （一） with its brackets. */
const ITEM = /^[\s。；;：:，,]*(?:([（(][一二三四五六七八九十百零〇\d]+[）)])|([一二三四五六七八九十百零〇\d]+)[、.．])?\s*([^\n。；;：:]{0,60})/;
const SHOWN = 40;

/**
 * Lets a person add words of the text that were not read, and change what was: returns what shows the bar for a record
 * that is chosen.
 */
export function offerCorrections(place, view, changed) {
  const bar = el("p", { class: "offer", role: "toolbar", hidden: true });
  place.append(bar);
  const own = { ...view, words: new Words(view.document.document.text) };
  const look = () => {
    const span = chosenSpan(place, own.words);
    if (span) offerKinds(bar, span, own, changed);
    else if (bar.dataset.for === "words") bar.hidden = true;
  };
  const paper = place.querySelector(".paper");
  paper.addEventListener("pointerup", () => setTimeout(look));
  paper.addEventListener("keyup", look);
  return (mark) => offerChange(bar, mark, own, changed);
}

function show(bar, kind, ...children) {
  bar.dataset.for = kind;
  bar.hidden = false;
  bar.replaceChildren();
  add(bar, ...children);
}

function button(bar, label, act) {
  const press = () => {
    bar.hidden = true;
    act();
  };
  return el("button", { type: "button", on: { click: press } }, label);
}

/** Returns the tasks that were read and those that were added, in the order of the text. */
function tasksOf(view) {
  const added = corrections.list(new Set([view.info.sha256])).filter((each) => each.record === "task" && each.change === "add");
  const tasks = [...view.document.tasks, ...added.map((each) => ({ title: each.new.title, span: each.span }))];
  return tasks.sort((one, other) => one.span[0] - other.span[0] || other.span[1] - one.span[1]);
}

function offerKinds(bar, span, view, changed) {
  const before = tasksOf(view).filter((each) => each.span[0] <= span[0]);
  const task = before.findLast((each) => each.span[1] >= span[1]) ?? before.at(-1) ?? null;
  const inTask = task && task.span[1] >= span[1];
  const text = view.words.slice(...span);
  const offer = (label, record, [draft, at], within = null) => button(bar, t(label), () => supplement(record, at, draft, within, view, changed));
  const [number, place] = figureOf(text, span);
  show(
    bar,
    "words",
    el("span", { text: t("add.as") }),
    task ? core.roles.map((role) => offer(`kind.${role}`, "assignment", [{ role, name: text, agency: null }, span], task)) : null,
    inTask ? offer("record.target", "target", [number, place], task) : offer("record.goal", "goal", [number, place]),
    offer("record.quantity", "quantity", [{ ...number, status: "achieved" }, place]),
    offer("record.task", "task", [itemOf(text), span]),
    offer("record.section", "section", [{ ...itemOf(text), ...placeOfSection(view, span) }, span]),
    task ? el("small", { text: t("add.in", shorten(task.title)) }) : null,
  );
}

/** Offers to change or to take away a record. */
function offerChange(bar, mark, view, changed) {
  if (!core.fields[mark.record]) return void (bar.hidden = true);
  const { record, of, task } = mark;
  const about = { info: view.info, words: view.words, record, of, task };
  const key = recordKey(view.info.sha256, record, placeOf(record, of), task?.span, of);
  const edit = () => ask(t("edit.title", t(`record.${record}`)), record, { of, now: withSet(of, corrections.of(key)), names: view.names }, (changes, why) => set(about, changes, why, changed));
  const remove = () => put([makeCorrection(about, { change: "remove", old: of, who: who() })], changed);
  show(bar, "record", el("span", {}, `${t(`record.${record}`)} `, el("b", { text: shorten(of.title ?? of.name ?? of.indicator) })), button(bar, t("review.edit"), edit), button(bar, t("edit.remove"), remove));
}

function set(about, changes, why, changed) {
  if (!changes.length) return say(t("review.unchanged"));
  put(changes.map(([field, old, value]) => makeCorrection(about, { change: "set", field, old, value, who: who(), why })), changed);
}

/** Returns what of a number its words tell, what stands before it as its indicator, and its place with its unit. */
function figureOf(text, span) {
  const [, indicator = "", value = "", unit = ""] = NUMBER.exec(text) ?? [];
  const draft = { indicator: indicator.trim(), comparator: "eq", value, unit: unit.trim() };
  return [draft, [span[0] + (value ? Array.from(indicator).length : 0), span[1]]];
}

/** Returns the number and the title that an item's words begin with. */
function itemOf(text) {
  const [, bracketed, bare, title] = ITEM.exec(text);
  return { number: bracketed ?? bare ?? null, title: title.trim() };
}

/** A section lies in the smallest one around it, a level below. */
function placeOfSection(view, [start, end]) {
  const around = view.document.sections.filter(({ span }) => span[0] <= start && end <= span[1] && span[1] - span[0] > end - start);
  const level = Math.max(0, ...around.map((each) => each.level));
  return { level: level + 1, kind: around.find((each) => each.level === level)?.kind ?? "other" };
}

function supplement(record, span, draft, task, view, changed) {
  const of = { ...draft, span, value_span: span };
  ask(t("add.title", t(`record.${record}`)), record, { of: draft, now: draft, names: view.names }, (changes, why) => {
    const value = Object.fromEntries(Object.entries(draft).filter(([, each]) => each !== null));
    for (const [field, , each] of changes) value[field] = each;
    put([makeCorrection({ ...view, record, of, task }, { change: "add", value, who: who(), why })], changed);
  });
}

/** Lets a person correct what a document says of itself. */
export function correctDocument(view, changed) {
  const of = view.document.document;
  const about = { info: view.info, words: new Words(of.text), record: "document", of, task: null };
  const now = withSet(of, corrections.of(recordKey(view.info.sha256, "document", null, null, {})));
  ask(t("document.correct"), "document", { of, now, names: view.names }, (changes, why) => set(about, changes, why, changed));
}

function ask(head, record, about, done) {
  const dialog = el("dialog", { on: { close: () => dialog.remove() } });
  const keep = (changes, why) => {
    dialog.close();
    done(changes, why);
  };
  add(dialog, el("h2", { text: head }), editor(record, about, keep, () => dialog.close()));
  document.body.append(dialog);
  dialog.showModal();
}

function who() {
  return kept("zeren.who") ?? "";
}

function put(made, changed) {
  corrections.put(made);
  say(t(corrections.lasting ? "add.kept" : "review.memory"));
  changed();
}

/** Returns the corrections that this browser holds of a document, each with a button that takes it back. */
export function ownCorrections(info, changed) {
  return corrections.list(new Set([info.sha256])).map((each) => {
    const undo = () => {
      corrections.withdraw([each]);
      changed();
    };
    return el("p", { class: "own" }, el("i", { text: t(`review.change.${each.change}`) }), `${t(`record.${each.record}`)} `, shorten(each.words ?? ""), el("small", { text: ` ${wordChange(each)}` }), el("button", { type: "button", class: "quiet", on: { click: undo } }, t("review.undo")));
  });
}

function wordChange({ change, field, new: value }) {
  if (change === "set") return `${wordField(field)} → ${wordSaid(field, value)}`;
  return change === "add" ? [value.title ?? value.name ?? value.indicator, value.value && wordValue(value)].filter(Boolean).join(" ") : "";
}

function shorten(text) {
  const signs = Array.from(String(text ?? ""));
  return signs.length > SHOWN ? `${signs.slice(0, SHOWN - 1).join("")}…` : text;
}

/** Returns the span of the words that are chosen in the text, without the spaces around them; null for none. */
function chosenSpan(place, words) {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const parts = [...place.querySelectorAll(".paper bdi[data-at]")].filter((part) => range.intersectsNode(part));
  if (!parts.length) return null;
  let start = placeIn(parts[0], range.startContainer, range.startOffset) ?? Number(parts[0].dataset.at);
  let end = placeIn(parts.at(-1), range.endContainer, range.endOffset) ?? Number(parts.at(-1).dataset.at) + lengthOf(parts.at(-1));
  while (start < end && !words.slice(start, start + 1).trim()) start += 1;
  while (start < end && !words.slice(end - 1, end).trim()) end -= 1;
  return start < end ? [start, end] : null;
}

/** Returns the place of a point within a part of the text; null if it lies elsewhere. */
function placeIn(part, node, offset) {
  if (!part.contains(node)) return null;
  const range = document.createRange();
  range.setStart(part, 0);
  range.setEnd(node, offset);
  return Number(part.dataset.at) + lengthOf(range.cloneContents());
}

/** Returns how many code points of the text stand in a part; the name of a hidden sign is one. */
function lengthOf(part) {
  return [...part.childNodes].reduce((sum, node) => sum + (node.classList?.contains("sign") ? 1 : Array.from(node.textContent).length), 0);
}
