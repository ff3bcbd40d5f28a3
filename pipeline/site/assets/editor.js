import { core } from "./data.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const DECIMAL = "-?[0-9]+(\\.[0-9]+)?";
const COMPARATORS = ["eq", "ge", "le", "gt", "lt", "approx", "between"];
const STATUS = ["achieved", "baseline", "condition", "planned_elsewhere"];
const FIGURE = [
  { name: "indicator", required: true },
  { name: "applies_to" },
  { name: "comparator", options: () => COMPARATORS.map((each) => [each, t(`comparator.${each}`)]) },
  { name: "value", required: true, pattern: DECIMAL },
  { name: "upper", pattern: DECIMAL },
  { name: "unit", keepsEmpty: true },
  { name: "change", options: () => [["", t("none")], ...["increase", "decrease"].map((each) => [each, t(`change.${each}`)])] },
  { name: "deadline", isDeadline: true },
];
const UNIT = [
  { name: "role", options: () => core.roles.map((each) => [each, t(`role.${each}`)]) },
  { name: "name", required: true },
  { name: "agency", isAgency: true },
];

/** Fields that a person may change, by kind of record. */
const FIELDS = {
  document: [{ name: "title" }, { name: "document_number" }, { name: "issuers", isList: true }, { name: "issued_on", type: "date" }],
  task: [{ name: "title", required: true }, { name: "deadline", isDeadline: true }],
  assignment: UNIT,
  target: FIGURE,
  goal: FIGURE,
  quantity: [...FIGURE.filter((each) => !each.isDeadline), { name: "status", options: () => STATUS.map((each) => [each, t(`status.${each}`)]) }],
};

/**
 * Returns a form with the fields of a record as they are `now`; `of` is the record as it was read. `done` is given what
 * was changed, [field, old, new] each, and why.
 */
export function editor(record, { of, now, names }, done, cancel) {
  const fields = FIELDS[record].map((field) => ({ ...field, box: boxFor(field, now, names) }));
  const why = el("input", { type: "text", autocomplete: "off" });
  const submit = (event) => {
    event.preventDefault();
    done(fields.flatMap((field) => changed(field, { of, now, names })), why.value.trim());
  };
  const form = el(
    "form",
    { class: "editor", on: { submit, keydown: (event) => event.key === "Escape" && (event.stopPropagation(), cancel()) } },
    fields.map(({ name, box, isDeadline }) => el("label", { class: "field" }, el("span", { text: t(isDeadline ? "field.date" : `field.${name}`) }), box)),
    el("label", { class: "field wide" }, el("span", { text: t("review.why") }), why),
    el("p", { class: "buttons" }, el("button", { class: "primary", type: "submit" }, t("review.keep")), el("button", { type: "button", on: { click: cancel } }, t("review.cancel"))),
  );
  queueMicrotask(() => fields[0].box.focus());
  return form;
}

function shown({ name, isDeadline, isAgency, isList }, of, names) {
  const value = of[name];
  if (isDeadline) return value?.date ?? "";
  if (isAgency) return names.get(value) ?? value ?? "";
  if (isList) return (value ?? []).join("；");
  return value ?? "";
}

function boxFor(field, of, names) {
  const value = shown(field, of, names);
  if (field.options) return el("select", {}, field.options().map(([each, words]) => el("option", { value: each, text: words, selected: each === value })));
  return el("input", { type: field.isDeadline ? "date" : (field.type ?? "text"), value, required: Boolean(field.required), pattern: field.pattern, autocomplete: "off" });
}

function changed(field, { of, now, names }) {
  const { name, box, isDeadline, isAgency, isList, keepsEmpty } = field;
  const text = box.value.trim();
  if (text === shown(field, now, names)) return [];
  if (isDeadline && text && of.deadline && now.deadline) return [["deadline.date", of.deadline.date, text]];
  if (isDeadline) return [["deadline", of.deadline, text ? { raw: text, date: text, inherited: false } : null]];
  if (isAgency) return text ? [["agency", names.get(of.agency) ?? null, text]] : [];
  if (isList) return [[name, of[name], text.split(/[；;]/).map((each) => each.trim()).filter(Boolean)]];
  return [[name, of[name] ?? null, text || keepsEmpty ? text : null]];
}
