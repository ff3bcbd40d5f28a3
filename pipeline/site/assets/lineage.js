import { core, piece, titleOf } from "./data.js";
import { add, el } from "./dom.js";
import { sureness } from "./parts.js";
import { href } from "./route.js";
import { figure, t, wordsOr } from "./words.js";

const KINDS = ["implements", "continues"];
const MOST_WORDS = 60;
let read = null;

/** Returns a promise of what is known of where a document and its tasks come from: {of, byTask, left}. */
export async function lineageOf(info) {
  if (!core.lineage) return { of: [], byTask: new Map(), left: 0 };
  read ??= piece("lineage").then(({ columns, rows, left }) => ({ left, links: rows.map((cells) => unpack(columns, cells)) }));
  const { links, left } = await read;
  const own = links.filter((link) => link.source.document === info || link.target.document === info);
  const sides = own.flatMap((link) => [link.source.document === info ? sideOf(link, "source", "target") : null, link.target.document === info ? sideOf(link, "target", "source") : null]).filter(Boolean);
  const byTask = new Map();
  for (const side of sides.filter((each) => each.own.task)) {
    const { task } = side.own.task;
    if (!byTask.has(task)) byTask.set(task, []);
    byTask.get(task).push(side);
  }
  return { of: sides, byTask, left };
}

function unpack(columns, cells) {
  const link = Object.fromEntries(columns.map((name, place) => [name, cells[place]]));
  const end = (side) => ({ document: link[side] === null ? null : core.documents[link[side]], task: link[`${side}_task`] === null ? null : core.tasks[link[`${side}_task`]], span: link[`${side}_span`] });
  return { ...link, source: end("source"), target: end("target") };
}

/** Returns a link as it is told from one of its ends: `up` where the other end is what is implemented or continued. */
function sideOf(link, own, other) {
  return { ...link, own: link[own], other: link[other], up: own === "source" };
}

/** Returns the section of a document's page that tells its lineage; null where none is known. */
export function lineageSection({ of, left }) {
  if (!of.length) return null;
  const groups = KINDS.flatMap((kind) => [true, false].map((up) => [kind, up, of.filter((side) => side.kind === kind && side.up === up)]));
  const box = el("section", { class: "card lineage" }, el("h3", { text: t("lineage.title") }));
  for (const [kind, up, sides] of groups) {
    if (!sides.length) continue;
    const order = [...sides].sort((one, other) => Boolean(one.own.task) - Boolean(other.own.task) || other.score - one.score);
    add(box, el("h4", { text: t(`lineage.${kind}.${up ? "up" : "down"}`, figure(sides.length)) }), folded(order, 6, true));
  }
  if (left) add(box, el("p", { class: "key", text: t("lineage.left", figure(left)) }));
  return box;
}

/** Returns what a task implements or continues, and what does so with it. */
export function taskLineage(sides) {
  if (!sides?.length) return null;
  const order = [...sides].sort((one, other) => other.up - one.up || other.score - one.score);
  return el("div", { class: "lineage" }, folded(order, 2, false));
}

/** Returns links as a list, of which so many are seen before it is opened. */
function folded(sides, most, withOwn) {
  const list = (some) => el("ul", {}, some.map((side) => entry(side, withOwn)));
  const rest = sides.slice(most);
  return [list(sides.slice(0, most)), rest.length ? el("details", {}, el("summary", { text: t("more", figure(rest.length)) }), list(rest)) : null];
}

/** Returns a link in words: what the other end is, how it was found, how sure it is, and its words. */
function entry(side, withOwn) {
  const { own, other } = side;
  const address = other.task ? { task: other.task.task } : { at: other.span?.join("-") };
  const said = side.words && side.words !== side.title ? (side.words.length > MOST_WORDS ? `${side.words.slice(0, MOST_WORDS)}…` : side.words) : "";
  const here = own.span ? href("text", own.document.document, { at: own.span.join("-") }) : null;
  return el(
    "li",
    {},
    withOwn ? null : el("i", { text: t(`lineage.${side.kind}.${side.up ? "of" : "by"}`) }),
    withOwn && own.task ? el("span", { class: "own-task" }, el("a", { href: href("text", own.document.document, { task: own.task.task }), text: nameOf(own.task) }), side.up ? " → " : " ← ") : null,
    other.document ? el("a", { href: href("text", other.document.document, address), text: other.task ? nameOf(other.task) : titleOf(other.document) }) : el(here ? "a" : "span", { href: here, text: side.title }),
    other.task ? el("small", { text: titleOf(other.document) }) : null,
    el("small", { class: "why" }, wordsOr(`lineage.rule.${side.rule}`, side.rule), said ? [t("lineage.words"), here ? el("a", { href: here, text: said }) : said] : null),
    sureness(side.score),
  );
}

function nameOf(task) {
  return `${task.number ? `${task.number} ` : ""}${task.title}`;
}
