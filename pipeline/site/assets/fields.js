import { core, piece } from "./data.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const DECIMAL = "-?[0-9]{1,200}(\\.[0-9]{1,200})?";
const LISTED = /[；;\n]/;
/** Fields whose parts may be set each for itself (pipeline/corrections/form.py). */
const PARTED = ["deadline", "baseline"];

/** Returns the fields of a kind of record that may be set: {name, type, choices, empty}. */
export function fieldsOf(record) {
  return core.fields[record].map(named);
}

function named([name, type, choices, empty]) {
  return { name, type, choices, empty };
}

/** Returns what shows a field of a record as it is `now`: {field, element, read}. */
export function boxOf(field, now, names) {
  const box = core.parts[field.type] && field.type !== "region" ? group(field, now[field.name] ?? null) : single(field, now[field.name] ?? null, names);
  return { ...box, field, first: JSON.stringify(box.read()) };
}

/** Returns what a box says otherwise than at first, [field, old, new] each; `of` is the record as it was read. */
export function changesOf({ field, read, first }, { of, now, names }) {
  const { name, type } = field;
  const said = read();
  if (JSON.stringify(said) === first || (said === null && field.empty !== "null")) return [];
  if (type === "agency") return [[name, names.get(of[name]) ?? null, said]];
  if (!PARTED.includes(name) || said === null || !of[name] || !now[name]) return [[name, of[name] ?? null, said]];
  return Object.keys(said).filter((part) => said[part] !== now[name][part]).map((part) => [`${name}.${part}`, of[name][part] ?? null, said[part]]);
}

function single(field, value, names) {
  const make = MAKERS[field.type] ?? line;
  const [box, read] = make(field, value, names);
  return { element: el("label", { class: field.type === "tick" ? "tick" : "field" }, el("span", { text: t(`field.${field.name}`) }), box), read };
}

/** A record within a field: it is there where one of its boxes says something. */
function group(field, value) {
  const parts = core.parts[field.type].map(named).map((part) => ({ part, ...single(part, value?.[part.name] ?? null) }));
  const isFilled = () => parts.some(({ part, read }) => part.type !== "tick" && (read() ?? "") !== "");
  const look = () => {
    for (const { part, element } of parts) if (part.empty === "never") element.querySelector("input").required = isFilled();
  };
  const element = el("fieldset", { data: { field: field.name }, on: { input: look } }, el("legend", { text: t(`field.${field.name}`) }), parts.map((each) => each.element));
  look();
  return { element, read: () => (isFilled() ? whole(parts, !value) : null) };
}

/** Returns the values of the parts; what is new and said without words says itself: a day, a year. */
function whole(parts, isNew) {
  const found = Object.fromEntries(parts.map(({ part, read }) => [part.name, read()]));
  if (isNew && found.raw === "") found.raw = found.date ?? String(found.year);
  return found;
}

const MAKERS = {
  choice({ name, choices, empty }, value) {
    const options = [...(empty === "null" ? [["", t("none")]] : []), ...choices.map((each) => [each, t(`${name === "kind" ? "part" : name}.${each}`)])];
    const box = el("select", { name }, options.map(([each, words]) => el("option", { value: each, text: words, selected: each === (value ?? "") })));
    return [box, () => box.value || null];
  },
  tick({ name }, value) {
    const box = el("input", { type: "checkbox", name, checked: Boolean(value) });
    return [box, () => box.checked];
  },
  whole({ name }, value) {
    const box = el("input", { type: "number", name, min: 1, step: 1, value: value ?? "" });
    return [box, () => (box.value === "" ? null : Number(box.value))];
  },
  list({ name }, value) {
    const box = el("textarea", { name, rows: 2, value: [value ?? []].flat().join("；"), placeholder: t("edit.list") });
    return [box, () => box.value.split(LISTED).map((each) => each.trim()).filter(Boolean)];
  },
  agency({ name }, value, names) {
    const known = el("datalist", { id: "bodies" }, [...names.values()].map((each) => el("option", { value: each })));
    const box = el("input", { type: "text", name, value: names.get(value) ?? value ?? "", autocomplete: "off" });
    box.setAttribute("list", "bodies");
    return [[box, known], () => box.value.trim() || null];
  },
  region: regionBox,
};

function line({ name, type, empty }, value) {
  const box = el("input", { type: type === "date" ? "date" : "text", name, value: value ?? "", required: empty === "never", pattern: type === "decimal" ? DECIMAL : undefined, autocomplete: "off" });
  const read = () => box.value.trim();
  return [box, () => (read() === "" && empty === "null" ? null : read())];
}

/** A division by its code or its name, of all there are; none for a document of the nation. */
function regionBox({ name }, value) {
  const list = el("datalist", { id: "regions" });
  const box = el("input", { type: "text", name, value: value ? `${value.code ?? ""} ${value.name ?? ""}`.trim() : "", placeholder: t("nation"), autocomplete: "off" });
  box.setAttribute("list", "regions");
  let rows = [];
  let said = value;
  const look = () => {
    const words = box.value.trim();
    const found = rows.filter(([code, own, above]) => words.startsWith(code) || above + own === words);
    const [code, own] = (found.length ? found : rows.filter((each) => each[1] === words).slice(0, 2))[0] ?? [];
    said = code ? { code, name: own } : null;
    box.setCustomValidity(said || !words ? "" : t("edit.region"));
  };
  piece("regions").then((all) => {
    rows = all;
    list.append(...rows.map(([code, own, above]) => el("option", { value: `${code} ${above}${own}` })));
    box.addEventListener("input", look);
  });
  return [[box, list], () => said];
}
