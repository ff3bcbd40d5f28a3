import { core, piece, titleOf } from "./data.js";
import { add, el, select } from "./dom.js";
import { lineageOf, lineageSection, taskLineage } from "./lineage.js";
import { paper } from "./paper.js";
import { empty, gradeBadge, reasonList, sureness } from "./parts.js";
import { printedPages } from "./printed.js";
import { KINDS, listMarks, tell, wordDeadline, wordValue } from "./records.js";
import { go, href } from "./route.js";
import { correctDocument, offerCorrections, ownCorrections } from "./supplement.js";
import { Words } from "./segments.js";
import { t, wordsOr } from "./words.js";

const hidden = new Set();

/** Shows a document: its text with what was found in it, the records, and its pages as they are printed. */
export function showText(root, id, params) {
  add(root, el("h1", { class: "hidden", text: t("view.text") }));
  if (!core.documents.length) return void add(root, empty(t("no.documents")));
  const info = core.byId.get(id) ?? core.documents.find((each) => each.tasks) ?? core.documents[0];
  add(root, chooser(info));
  const place = el("div", { class: "reader" }, empty(t("app.loading")));
  add(root, place);
  const wanted = [piece(info.document), info.has_pages ? piece(`${info.document}-pages`) : null, lineageOf(info)];
  const tip = tipFor();
  Promise.all(wanted).then(
    ([document, pages, lineage]) => place.isConnected && fill(place, { info, document, pages, lineage }, params, tip),
    (error) => place.replaceChildren(empty(error.message)),
  );
  return tip.hide;
}

function chooser(info) {
  const at = core.documents.indexOf(info);
  const step = (number, key, sign) => {
    const other = core.documents[at + number];
    return el("a", { class: `button${other ? "" : " off"}`, href: other ? href("text", other.document) : undefined, "aria-label": t(key), title: t(key), text: sign });
  };
  const box = select(t("text.choose"), core.documents.map((each) => [each.document, titleOf(each)]), info.document, (id) => go("text", id));
  return el("div", { class: "chooser" }, step(-1, "text.previous", "‹"), box, step(1, "text.next", "›"));
}

function fill(place, { info, document, pages, lineage }, params, tip) {
  const marks = listMarks(document);
  const names = new Map(document.agencies.map((agency) => [agency.id, agency.name]));
  const view = { document, marks, names, info, lineage };
  const sheet = paper(document, marks.filter((mark) => mark.record !== "section"));
  const own = el("div", { class: "own-list" });
  const listOwn = () => own.replaceChildren(...[group("text.own", ownCorrections(info, listOwn), true)].filter(Boolean));
  listOwn();
  const records = [own, ...recordList(view)];
  const parts = [
    ["text.words", el("div", { class: "part words" }, sheet)],
    ["text.records", el("div", { class: "part records" }, records)],
  ];
  if (pages) parts.push(["text.pages", el("div", { class: "part pages" }, printedPages(pages, marks, new Words(document.document.text)))]);
  const choice = tabs(place, parts);
  const told = [head(info, document, () => correctDocument(view, listOwn)), lineageSection(lineage)].filter(Boolean);
  place.replaceChildren(...told, legend(place), choice, el("div", { class: "parts" }, parts.map((part) => part[1])));
  for (const kind of hidden) place.classList.add(`no-${kind}`);
  bind(place, view, tip, offerCorrections(place, view, listOwn));
  const first = wanted(marks, params);
  if (first) choose(place, first, true);
  else if (params.has("at")) choosePlace(place, spanOf(params));
}

/** Returns the mark that the address asks for: of a task, or at a place. */
function wanted(marks, params) {
  const task = params.get("task");
  const [start, end] = spanOf(params);
  if (task) return marks.find((mark) => mark.record === "task" && mark.of.id === task);
  const record = params.get("record");
  return params.has("at") ? marks.find((mark) => mark.span[0] === start && mark.span[1] === end && (!record || mark.record === record)) : null;
}

function spanOf(params) {
  return (params.get("at") ?? "").split("-").map(Number);
}

function head(info, { document }, correct) {
  const facts = [
    ["field.document_number", info.document_number],
    ["field.issuers", info.issuers],
    ["field.issued_on", info.issued_on],
    ["field.region", info.region_name],
    ["field.pages", info.pages],
  ].filter(([, value]) => value);
  const reasons = reasonList(info.reasons);
  return el(
    "header",
    { class: "paper-head" },
    el("h2", {}, titleOf(info)),
    el("p", { class: "facts" }, gradeBadge(info.grade), document.corrected?.length ? el("em", { text: t("text.corrected") }) : null, facts.map(([key, value]) => el("span", {}, el("small", { text: t(key) }), String(value))), el("a", { href: href("review", "", { document: info.document }), text: t("text.review") }), el("button", { type: "button", class: "quiet", on: { click: correct } }, t("document.correct"))),
    reasons.length ? el("details", {}, el("summary", { text: t("overview.reasons", reasons.length) }), el("ul", {}, reasons.map((reason) => el("li", { text: reason })))) : null,
  );
}

function legend(place) {
  return el(
    "p",
    { class: "legend", role: "group", "aria-label": t("text.legend") },
    KINDS.map((kind) => {
      const flip = () => {
        if (!hidden.delete(kind)) hidden.add(kind);
        place.classList.toggle(`no-${kind}`, hidden.has(kind));
        button.setAttribute("aria-pressed", String(!hidden.has(kind)));
      };
      const button = el("button", { type: "button", class: `swatch k-${kind}`, title: t("text.legend"), "aria-pressed": String(!hidden.has(kind)), on: { click: flip } }, el("i", { "aria-hidden": "true" }), t(`kind.${kind}`));
      return button;
    }),
  );
}

/** Returns the buttons that choose a part where the window is too narrow for all. */
function tabs(place, parts) {
  const buttons = parts.map(([key, part], number) => {
    const act = () => {
      place.dataset.part = String(number);
      buttons.forEach((each, at) => each.setAttribute("aria-pressed", String(at === number)));
    };
    return el("button", { type: "button", "aria-pressed": String(number === 0), on: { click: act } }, t(key));
  });
  place.dataset.part = "0";
  place.classList.toggle("with-pages", parts.length > 2);
  return el("div", { class: "tabs" }, buttons);
}

function recordList({ document, marks, names, lineage }) {
  const byTask = new Map(document.tasks.map((task) => [task, []]));
  for (const mark of marks) if (mark.task && mark.record !== "task") byTask.get(mark.task).push(mark);
  const loose = (record) => marks.filter((mark) => mark.record === record);
  const tasks = marks.filter((mark) => mark.record === "task").map((mark) => taskCard(mark, byTask.get(mark.task), names, lineage.byTask.get(mark.of.id)));
  const others = document.problems.filter((problem) => !core.unread.includes(problem.code));
  return [
    el("h3", { text: t("text.tasks", document.tasks.length) }),
    tasks.length ? tasks : empty(t("text.no.tasks")),
    group("text.goals", loose("goal").map(figureButton)),
    group("text.unread", loose("problem").map((mark) => recordButton(mark, [el("i", { text: t("kind.unread") }), wordsOr(`problem.${mark.of.code}`, mark.of.message)]))),
    group("text.quantities", loose("quantity").map(figureButton)),
    group("text.sections", loose("section").map((mark) => recordButton(mark, [mark.of.number ? el("b", { text: mark.of.number }) : null, " ", mark.of.title, corrected(mark)]))),
    group("text.problems", others.map((problem) => el("p", { class: "problem", title: problem.message }, wordsOr(`problem.${problem.code}`, problem.message)))),
  ];
}

function group(key, items, open = false) {
  return items.length ? el("details", { open }, el("summary", {}, t(key, items.length)), items) : null;
}

function taskCard(mark, within, names, lineage) {
  const { of } = mark;
  const units = within.filter((each) => each.record === "assignment");
  const targets = within.filter((each) => each.record === "target");
  return el(
    "article",
    { class: "task" },
    recordButton(mark, [of.number ? el("b", { text: of.number }) : null, of.title], "title"),
    el("p", { class: "chips" }, units.length ? units.map((each) => unitButton(each, names)) : el("small", { class: "faint", text: t("text.no.units") })),
    targets.map(figureButton),
    taskLineage(lineage),
    el("footer", {}, of.deadline ? el("span", { class: "swatch k-deadline" }, el("i", { "aria-hidden": "true" }), wordDeadline(of.deadline)) : null, corrected(mark), sureness(of.confidence)),
  );
}

function recordButton(mark, words, kind = "") {
  return el("button", { type: "button", class: `record ${kind} k-${mark.kind}`, data: { mark: mark.number } }, words);
}

function unitButton(mark, names) {
  return el("button", { type: "button", class: `record chip k-${mark.kind}`, data: { mark: mark.number }, title: names.get(mark.of.agency) }, el("i", { text: t(`role.${mark.of.role}`) }), mark.of.name, corrected(mark));
}

function figureButton(mark) {
  return recordButton(mark, [mark.of.indicator, " ", el("b", { text: wordValue(mark.of) }), mark.of.deadline ? el("small", { text: ` ${wordDeadline(mark.of.deadline)}` }) : null, corrected(mark)], "figure");
}

/** Returns what says that a person corrected the record. */
function corrected({ of }) {
  return of.source === "corrected" ? el("em", { text: t("text.corrected") }) : null;
}

/** Lets a place in the text, or on a page, and its record point at each other. */
function bind(place, view, tip, offer) {
  place.addEventListener("click", (event) => {
    const mark = markAt(event, view);
    if (!mark) return;
    offer(mark);
    choose(place, mark, false, event.target.closest(".records") ? "words" : "records");
  });
  place.addEventListener("pointerover", (event) => {
    const mark = event.pointerType === "mouse" ? markAt(event, view) : null;
    if (mark && event.target.closest("[data-marks],.box")) tip.show(mark, view, event.target);
    else tip.hide();
  });
  place.addEventListener("pointerleave", tip.hide);
  place.addEventListener("keydown", (event) => event.key === "Escape" && tip.hide());
}

/** Returns the shortest mark that an event happened on. */
function markAt(event, { marks }) {
  const button = event.target.closest("[data-mark]");
  if (button) return marks[Number(button.dataset.mark)];
  const words = event.target.closest("[data-marks]");
  const here = words?.dataset.marks.split(" ").map((number) => marks[Number(number)]) ?? [];
  const length = ({ span }) => span[1] - span[0];
  return here.filter((mark) => !hidden.has(mark.kind)).sort((one, other) => length(one) - length(other))[0];
}

/** Marks a record and its words, and brings into view what is asked for: both, "words" or "records". */
function choose(place, mark, both, target) {
  for (const each of place.querySelectorAll(".on")) each.classList.remove("on", "whole");
  const marked = [...place.querySelectorAll("[data-marks]")].filter((each) => each.dataset.marks.split(" ").includes(String(mark.number)));
  const words = marked.length ? marked : [...place.querySelectorAll(`[data-at="${mark.span[0]}"]`)];
  const records = [...place.querySelectorAll(`[data-mark="${mark.number}"]`)];
  for (const each of [...words, ...records]) each.classList.add("on");
  if (mark.record === "task") for (const each of words) each.classList.add("whole");
  const boxes = records.filter((each) => each.classList.contains("box"));
  const record = records.find((each) => !each.classList.contains("box"));
  const see = (element, block) => element?.scrollIntoView({ block, behavior: both ? "auto" : "smooth" });
  record?.closest("details")?.setAttribute("open", "");
  const narrow = !matchMedia("(min-width: 900px)").matches;
  if (narrow && !both) place.querySelectorAll(".tabs button")[target === "words" ? 0 : 1]?.click();
  if (both || target === "words" || !narrow) see(boxes.find(isSeen), "center");
  if (both || target === "records") see(record, both ? "center" : "nearest");
  if (both || target === "words") see(words[0], "center");
  if (target === "records") record?.focus({ preventScroll: true });
}

/** Marks words that are no record, and brings them into view. */
function choosePlace(place, [start, end]) {
  const parts = [...place.querySelectorAll(".paper [data-at]")];
  const touched = parts.filter((part, number) => Number(part.dataset.at) < end && Number(parts[number + 1]?.dataset.at ?? Infinity) > start);
  for (const each of touched) each.classList.add("m", "on");
  touched[0]?.scrollIntoView({ block: "center" });
}

function isSeen(element) {
  return element.offsetParent !== null;
}

/** Returns what shows the record of a mark beside its words. */
function tipFor() {
  const box = document.getElementById("tip");
  return {
    hide: () => (box.hidden = true),
    show(mark, { names }, near) {
      const told = tell(mark, names);
      const rows = told.rows.map(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]);
      box.replaceChildren(el("b", { class: `swatch k-${mark.kind}` }, el("i", { "aria-hidden": "true" }), told.head), el("dl", {}, rows));
      if (told.sure !== undefined) box.append(sureness(told.sure));
      if (told.corrected) box.append(el("em", { text: t("text.corrected") }));
      box.hidden = false;
      const edge = near.getClientRects()[0] ?? near.getBoundingClientRect();
      const left = Math.min(edge.left, innerWidth - box.offsetWidth - 12);
      const below = edge.bottom + 8 + box.offsetHeight < innerHeight;
      box.style.left = `${Math.max(8, left)}px`;
      box.style.top = `${below ? edge.bottom + 8 : Math.max(8, edge.top - box.offsetHeight - 8)}px`;
    },
  };
}
