import { el } from "./dom.js";
import { href } from "./route.js";
import { t, wordsOr } from "./words.js";
import { nameOf, titleOf } from "./data.js";

const MARKS = { good: "✓", check: "!", poor: "✕" };

/** Returns the badge of a grade: a sign, a colour and a word. */
export function gradeBadge(grade) {
  return el("span", { class: `grade ${grade}` }, el("span", { "aria-hidden": "true", text: MARKS[grade] ?? "?" }), wordsOr(`grade.${grade}`, grade));
}

/** Returns a confidence as a figure with a bar. */
export function sureness(share) {
  const percent = Math.floor(share * 1000) / 10;
  const bar = el("span", { class: `sure ${share < 0.8 ? "low" : share < 0.95 ? "middle" : "high"}`, title: t("confidence") });
  const fill = el("i");
  fill.style.width = `${percent}%`;
  bar.append(el("b", { text: `${percent}%` }), el("span", { class: "rail", "aria-hidden": "true" }, fill));
  return bar;
}

/** Returns the chip of a unit in its role. */
export function unitChip(agency, role, more = {}) {
  return el("span", { class: `chip k-${role}`, title: `${t(`kind.${role}`)} · ${agency.name}`, ...more }, el("i", { text: t(`role.${role}`) }), nameOf(agency));
}

/** Returns the reasons of a grade as a list of words. */
export function reasonList(reasons) {
  const parts = (reasons || "").split("; ").filter(Boolean);
  return parts.map((reason) => {
    const [code, detail] = reason.split(": ");
    const words = wordsOr(`reason.${code}`, code);
    return detail ? t("reason.with", words, wordsOr(`nature.${detail}`, detail.replace(" of ", "/"))) : words;
  });
}

/** Returns a link to a task's words in its document. */
export function taskLink(task) {
  return el("a", { href: href("text", task.of.document, { task: task.task }), text: `${task.number ? `${task.number} ` : ""}${task.title}` });
}

/** Returns a link to a document's text. */
export function documentLink(document) {
  return el("a", { href: href("text", document.document), text: titleOf(document) });
}

/** Returns what is said where there is nothing to show. */
export function empty(words) {
  return el("p", { class: "empty", text: words });
}

const MOST_PRINTED = 3000;

/** Returns a list that shows so many rows, and more when asked, when its end comes into view, or to be printed. */
export function growing(holder, rows, make, step = 100) {
  let shown = 0;
  const button = el("button", { type: "button", class: "more", on: { click: () => grow() } });
  const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && grow());
  addEventListener("beforeprint", growToPrint);
  function growToPrint() {
    if (!holder.isConnected) removeEventListener("beforeprint", growToPrint);
    else if (shown < MOST_PRINTED) grow(Math.min(rows.length, MOST_PRINTED) - shown);
  }
  function grow(number = step) {
    const next = rows.slice(shown, shown + number);
    shown += next.length;
    holder.append(...next.map(make));
    const rest = rows.length - shown;
    button.hidden = rest <= 0;
    button.textContent = t("more", Math.min(step, rest));
  }
  grow();
  if (shown < rows.length) watcher.observe(button);
  return button;
}

/** Returns a form of filters; in a narrow window it is closed at first, unless something is asked for. */
export function filterForm(asked, ...fields) {
  const narrow = matchMedia("(max-width: 640px)").matches;
  const form = el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } }, fields);
  return el("details", { class: "filter-box", open: !narrow || asked }, el("summary", { text: t("filters") }), form);
}
