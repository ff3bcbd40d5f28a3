import { core } from "./data.js";
import { add, el, say } from "./dom.js";
import { editor } from "./editor.js";
import { kept } from "./memory.js";
import { makeCorrection, recordKey, withSet } from "./corrections.js";
import { corrections } from "./queue.js";
import { Words } from "./segments.js";
import { t } from "./words.js";

const NUMBER = /^(.*?)(-?[0-9]+(?:\.[0-9]+)?)(\D.*)?$/s;

/** Lets a person choose words of the text and add the unit or the number that they are. */
export function offerAdding(place, view, changed) {
  const bar = el("p", { class: "offer", role: "toolbar", hidden: true });
  place.append(bar);
  const words = new Words(view.document.document.text);
  const look = () => {
    const span = chosenSpan(place);
    bar.hidden = !span;
    if (span) fill(bar, span, { ...view, words }, changed);
  };
  const paper = place.querySelector(".paper");
  paper.addEventListener("pointerup", () => setTimeout(look));
  paper.addEventListener("keyup", look);
}

function fill(bar, span, view, changed) {
  const task = view.document.tasks.findLast((each) => each.span[0] <= span[0]) ?? null;
  const inTask = task && task.span[1] >= span[0];
  const open = (record, draft, within, place = span) => {
    bar.hidden = true;
    supplement(record, place, draft, within, view, changed);
  };
  const openFigure = () => {
    const [draft, place] = figureOf(text, span);
    open(inTask ? "target" : "goal", draft, inTask ? task : null, place);
  };
  const text = view.words.slice(...span);
  const unit = (role) => ({ role, name: text, agency: null });
  const button = (label, act) => el("button", { type: "button", on: { click: act } }, label);
  bar.replaceChildren(
    el("span", { text: t("add.as") }),
    ...(task ? core.roles.map((role) => button(t(`kind.${role}`), () => open("assignment", unit(role), task))) : []),
    button(t(inTask ? "record.target" : "record.goal"), openFigure),
  );
}

/** Returns what of a number its words tell, what stands before it as its indicator, and its place with its unit. */
function figureOf(text, span) {
  const [, indicator = "", value = "", unit = ""] = NUMBER.exec(text) ?? [];
  const draft = { indicator: indicator.trim(), applies_to: null, comparator: "eq", value, upper: null, unit: unit.trim(), change: null, deadline: null };
  return [draft, [span[0] + (value ? Array.from(indicator).length : 0), span[1]]];
}

function supplement(record, span, draft, task, view, changed) {
  const of = { ...draft, span, value_span: span };
  ask(t("add.title", t(`record.${record}`)), record, { of: draft, now: draft, names: view.names }, (changes, why) => {
    const value = Object.fromEntries(Object.entries(draft).filter(([, each]) => each !== null));
    for (const [field, , each] of changes) value[field] = each;
    put([makeCorrection({ ...view, record, of, task }, { change: "add", value, who: kept("zeren.who") ?? "", why })], changed);
  });
}

/** Lets a person correct what a document says of itself. */
export function correctDocument(view, changed) {
  const words = new Words(view.document.document.text);
  const of = view.document.document;
  const now = withSet(of, corrections.of(recordKey(view.info.sha256, "document", null)));
  ask(t("document.correct"), "document", { of, now, names: view.names }, (changes, why) => {
    if (!changes.length) return say(t("review.unchanged"));
    const about = { info: view.info, words, record: "document", of, task: null };
    const made = changes.map(([field, old, value]) => makeCorrection(about, { change: "set", field, old, value, who: kept("zeren.who") ?? "", why }));
    put(made, changed);
  });
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
    return el("p", { class: "own" }, el("i", { text: t(`review.change.${each.change}`) }), `${t(`record.${each.record}`)} `, each.words ?? "", each.field ? ` ${each.field} → ${JSON.stringify(each.new)}` : "", el("button", { type: "button", class: "quiet", on: { click: undo } }, t("review.undo")));
  });
}

/** Returns the span of the words that are chosen in the text; null for none, or where hidden signs stand. */
function chosenSpan(place) {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const [start, end] = [placeIn(place, range.startContainer, range.startOffset), placeIn(place, range.endContainer, range.endOffset)];
  return start !== null && end !== null && start < end ? [start, end] : null;
}

function placeIn(place, node, offset) {
  const part = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("bdi[data-at]");
  if (!part || !place.contains(part) || part.querySelector(".sign") || node.nodeType !== Node.TEXT_NODE) return null;
  return Number(part.dataset.at) + Array.from(node.data.slice(0, offset)).length;
}
