import { core, piece, titleOf } from "./data.js";
import { add, download, el, say, select } from "./dom.js";
import { corrections, itemAt, stateOf } from "./queue.js";
import { editor } from "./editor.js";
import { keep, kept } from "./memory.js";
import { documentLink, empty, sureness } from "./parts.js";
import { tell, wordField, wordSaid } from "./records.js";
import { href, note } from "./route.js";
import { Words } from "./segments.js";
import { makeCorrection, placeOf, toLines, withSet } from "./corrections.js";
import { partSigns } from "./signs.js";
import { figure, t } from "./words.js";

const RECORDS = ["task", "assignment", "target", "goal", "quantity"];
const SHOWN = 40;
const AROUND = 90;

/** Shows the review queue, the least sure first, and takes what a person says of each record. */
export function showReview(root, id, params) {
  const asked = { document: params.get("document") ?? "", record: params.get("record") ?? "", state: params.get("state") ?? "" };
  const list = el("ol", { class: "queue" });
  const card = el("section", { class: "card judged", tabIndex: -1 });
  const progress = el("p", { class: "count", role: "status" });
  const saver = el("button", { type: "button", class: "primary", on: { click: save } });
  let items = [];
  let at = 0;
  let open = null;

  function update() {
    note("review", "", asked);
    const wanted = core.queue.filter(([document, record]) => (!asked.document || core.documents[document].document === asked.document) && (!asked.record || record === asked.record));
    items = wanted.map(itemAt).filter((item) => !asked.state || (asked.state === "done") === Boolean(stateOf(item)));
    at = 0;
    show();
  }

  function show() {
    at = Math.max(0, Math.min(at, items.length - 1));
    const from = Math.max(0, Math.min(at - 5, items.length - SHOWN));
    list.replaceChildren(...items.slice(from, from + SHOWN).map((item, place) => entry(item, from + place)));
    list.start = from + 1;
    const done = items.filter(stateOf).length;
    progress.textContent = t("review.progress", figure(done), figure(items.length));
    saver.textContent = t("review.save", figure(listed().length));
    saver.disabled = !listed().length;
    fill();
  }

  function entry(item, number) {
    const state = stateOf(item);
    const choose = () => {
      at = number;
      show();
    };
    return el(
      "li",
      {},
      el("button", { type: "button", class: `record ${state ?? ""}`, "aria-current": number === at ? "true" : undefined, on: { click: choose } }, el("i", { text: state ? t(`review.change.${state}`) : t(`record.${item.record}`) }), item.label, sureness(item.sure)),
    );
  }

  /** Shows the record that is looked at, with its words. */
  function fill() {
    const item = items[at];
    open = null;
    if (!item) return card.replaceChildren(empty(t("review.none")));
    card.replaceChildren(empty(t("app.loading")));
    piece(item.info.document).then(
      (document) => items[at] === item && card.isConnected && card.replaceChildren(...judged(item, document)),
      (error) => card.replaceChildren(empty(error.message)),
    );
  }

  function judged(item, document) {
    const task = item.task ? document.tasks.find((each) => each.id === item.task.task) : null;
    const lists = { task: [task], assignment: task?.assignments, target: task?.targets, goal: document.goals, quantity: document.quantities };
    const of = lists[item.record]?.[item.place];
    if (!of) return [empty(t("review.missing"))];
    const names = new Map(document.agencies.map((agency) => [agency.id, agency.name]));
    const words = new Words(document.document.text);
    open = { info: item.info, words, record: item.record, of, task, names, key: item.key };
    const told = tell({ record: item.record, of, kind: item.record }, names);
    const span = placeOf(item.record, of);
    const state = stateOf(item);
    return [
      el("header", {}, el("h2", { text: told.head }), sureness(of.confidence), state ? el("em", { class: state, text: t(`review.change.${state}`) }) : null),
      el("dl", { class: "fields" }, told.rows.map(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]), corrections.of(item.key).filter((each) => each.change === "set").map((each) => [el("dt", {}, el("em", { text: t("review.change.set") })), el("dd", { text: `${wordField(each.field)}: ${wordSaid(each.field, each.old)} → ${wordSaid(each.field, each.new)}` })])),
      context(words, span),
      el("p", { class: "faint" }, documentLink(item.info), " · ", el("a", { href: href("text", item.info.document, { at: of.span.join("-"), record: item.record }), text: t("review.see") })),
      buttons(),
    ];
  }

  function buttons() {
    const make = (key, letter, act, kind = "") => el("button", { type: "button", class: kind, on: { click: act } }, t(key), " ", el("kbd", { text: letter }));
    return el("p", { class: "buttons" }, make("review.right", "Y", () => judge("confirm"), "right"), make("review.wrong", "N", () => judge("remove"), "wrong"), make("review.edit", "E", edit), make("review.undo", "U", undo), make("review.previous", "K", () => step(-1)), make("review.next", "J", () => step(1)));
  }

  function put(made) {
    corrections.put(made);
    if (!corrections.lasting) say(t("review.memory"));
  }

  function judge(change) {
    if (!open) return;
    const old = change === "remove" ? open.of : null;
    put([makeCorrection(open, { change, old, who: who() })]);
    step(1);
  }

  function undo() {
    if (!open) return;
    corrections.withdraw(corrections.of(open.key));
    show();
  }

  function edit() {
    if (!open) return;
    const keepChanges = (changes, why) => {
      if (!changes.length) return say(t("review.unchanged"));
      put(changes.map(([field, old, value]) => makeCorrection(open, { change: "set", field, old, value, who: who(), why })));
      step(1);
    };
    card.querySelector(".buttons").replaceWith(editor(open.record, { ...open, now: withSet(open.of, corrections.of(open.key)) }, keepChanges, show));
  }

  function step(number) {
    at += number;
    show();
    list.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  function listed() {
    return corrections.list(new Set(core.documents.map((each) => each.sha256)));
  }

  function save() {
    const found = listed();
    download("corrections.jsonl", toLines(found), "application/jsonl");
    say(t("review.saved", found.length));
  }

  async function load(file) {
    const known = new Set(core.documents.map((each) => each.sha256));
    const [taken, others] = corrections.read(await file.text(), (each) => known.has(each.document));
    say(t("review.loaded", taken) + (others ? t("review.unloaded", others) : ""));
    show();
  }

  const KEYS = { y: () => judge("confirm"), n: () => judge("remove"), e: edit, u: undo, j: () => step(1), k: () => step(-1), arrowdown: () => step(1), arrowup: () => step(-1) };
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", press);

  add(root, el("h1", { class: "hidden", text: t("view.review") }), lead(), filters(asked, update), el("div", { class: "tools" }, progress, loader(load), saver), el("div", { class: "desk" }, el("nav", { class: "card", "aria-label": t("view.review") }, list), card));
  update();
  return () => document.removeEventListener("keydown", press);
}

function lead() {
  const limited = core.queued > core.queue.length ? ` ${t("review.only", figure(core.queue.length), figure(core.queued))}` : "";
  return el("p", { class: corrections.lasting ? "lead faint" : "lead warned" }, t(corrections.lasting ? "review.lead" : "review.memory") + limited, el("small", { class: "keys", text: t("review.keys") }));
}

function who() {
  return kept("zeren.who") ?? "";
}

function filters(asked, update) {
  const ask = (name) => (value) => {
    asked[name] = value;
    update();
  };
  const all = ["", t("all")];
  const name = el("input", { type: "text", value: who(), autocomplete: "name", on: { input: () => keep("zeren.who", name.value.trim()) } });
  return el(
    "form",
    { class: "filters", on: { submit: (event) => event.preventDefault() } },
    el("label", { class: "field" }, el("span", { text: t("review.who") }), name),
    select(t("review.kind"), [all, ...RECORDS.map((each) => [each, t(`record.${each}`)])], asked.record, ask("record")),
    select(t("review.state"), [all, ["open", t("review.open")], ["done", t("review.done")]], asked.state, ask("state")),
    select(t("field.document"), [all, ...core.documents.map((each) => [each.document, titleOf(each)])], asked.document, ask("document")),
  );
}

function loader(load) {
  const file = el("input", { type: "file", accept: ".jsonl,.json,.txt", hidden: true, on: { change: () => file.files[0] && load(file.files[0]) } });
  return el("span", {}, el("button", { type: "button", on: { click: () => file.click() } }, t("review.load")), file);
}

/** Returns the words of a record among those around them. */
function context(words, [start, end]) {
  const signs = (text) => partSigns(text).map((part) => (part.sign ? el("span", { class: "sign", text: part.sign }) : part));
  const before = words.slice(Math.max(0, start - AROUND), start);
  const after = words.slice(end, Math.min(words.length, end + AROUND));
  return el("blockquote", { lang: "zh-CN" }, start > AROUND ? "…" : "", signs(before), el("mark", {}, signs(words.slice(start, end))), signs(after), end + AROUND < words.length ? "…" : "");
}
