import { el } from "./dom.js";
import { boxOf, changesOf, fieldsOf } from "./fields.js";
import { t } from "./words.js";

/** Fields that few people ask for: below the others, folded. */
const SELDOM = ["label", "indicator_id", "normalized", "rate", "baseline", "ambiguous", "told_for"];

/**
 * Returns a form with the fields of a record as they are `now`; `of` is the record as it was read. `done` is given what
 * was changed, [field, old, new] each, and why.
 */
export function editor(record, about, done, cancel) {
  const boxes = fieldsOf(record).map((field) => boxOf(field, about.now, about.names));
  const shown = (seldom) => boxes.filter(({ field }) => SELDOM.includes(field.name) === seldom).map((box) => box.element);
  const why = el("input", { type: "text", name: "why", autocomplete: "off" });
  const more = shown(true).length ? el("details", { class: "wide" }, el("summary", { text: t("edit.more") }), el("div", { class: "editor-more" }, shown(true))) : null;
  const submit = (event) => {
    event.preventDefault();
    done(boxes.flatMap((box) => changesOf(box, about)), why.value.trim());
  };
  const press = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  };
  const form = el(
    "form",
    { class: "editor", on: { submit, keydown: press, input: () => checkUpper(form) } },
    shown(false),
    more,
    el("label", { class: "field wide" }, el("span", { text: t("review.why") }), why),
    el("p", { class: "buttons" }, el("button", { class: "primary", type: "submit" }, t("review.keep")), el("button", { type: "button", on: { click: cancel } }, t("review.cancel"))),
  );
  // What is wrong in a folded part is seen.
  more?.addEventListener("invalid", () => (more.open = true), true);
  queueMicrotask(() => (form.querySelector(":required") ?? form.querySelector("input,select,textarea")).focus());
  return form;
}

/** An upper end goes with "between", and with nothing else. */
function checkUpper(form) {
  const [comparator, upper] = [form.elements.comparator, form.querySelector('.editor > label [name="upper"]')];
  if (comparator && upper) upper.setCustomValidity((comparator.value === "between") === Boolean(upper.value.trim()) ? "" : t("edit.upper"));
}
