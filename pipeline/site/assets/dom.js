import { visible } from "./signs.js";

/**
 * Returns a new element. Of the properties `class`, `text`, `data` and `on` are set as such, those that the
 * element has as properties, others as attributes; children are elements, or texts whose hidden signs are named.
 */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "text") element.textContent = visible(value);
    else if (key === "title") element.title = visible(value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "on") for (const [kind, act] of Object.entries(value)) element.addEventListener(kind, act);
    else if (key in element && !key.startsWith("aria")) element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  add(element, ...children);
  return element;
}

/** Adds children to an element: elements, texts, lists of them; what is null is passed over. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : visible(child));
  }
}

/** Returns an SVG element with its attributes. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  add(element, ...children);
  return element;
}

/** Returns a select with options [value, words]; the chosen one is told to `act`. */
export function select(label, options, chosen, act) {
  const list = el("select", { "aria-label": label, on: { change: () => act(list.value) } });
  for (const [value, words] of options) {
    list.append(el("option", { value, text: words, selected: String(value) === String(chosen) }));
  }
  return el("label", { class: "field" }, el("span", { text: label }), list);
}

/** Returns an input with its label; what is typed is told to `act`, after a short rest. */
export function input(label, value, act, more = {}) {
  const box = el("input", { type: "search", value: value ?? "", "aria-label": label, autocomplete: "off", ...more });
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => act(box.value.trim()), 120);
  });
  return el("label", { class: "field" }, el("span", { text: label }), box);
}

/** Lets the browser save content as a file. */
export function download(name, content, kind) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: kind }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Tells people, and those who listen to the page, what was done. */
export function say(words) {
  const place = document.getElementById("said");
  place.textContent = visible(words);
  place.classList.add("on");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.classList.remove("on"), 4000);
}
