import { svg } from "./dom.js";

const ARROW = 26;
const HEAD = 4;

/**
 * Returns a promise as it is drawn along an axis: a bar for a range, an arrow that is open for a bound, a wave for
 * 左右, a line for a value. `at` puts a number on the axis, `across` is its middle on the other one, `half` half its
 * width there; `up` is -1 where larger values lie towards 0. With `flat` the axis lies.
 */
export function promiseMark({ low, high, comparator }, { at, across, half, up, flat }) {
  const point = (along, beside) => (flat ? `${along} ${across + beside}` : `${across + beside} ${along}`);
  const first = at(low);
  const parts = [];
  const add = (kind, ...path) => parts.push(svg("path", { class: kind, d: path.join("") }));
  const line = (along) => add("line", "M", point(along, -half), "L", point(along, half));
  if (high !== low) {
    const second = at(high);
    add("range", "M", point(first, -half), "L", point(first, half), "L", point(second, half), "L", point(second, -half), "Z");
    line(first);
    line(second);
  } else if (comparator === "approx") {
    for (const off of [-2.2, 2.2]) {
      const along = first + off;
      add("wave", "M", point(along, -half), "C", point(along - 3, -half / 3), " ", point(along + 3, half / 3), " ", point(along, half));
    }
  } else {
    line(first);
    const side = { ge: up, gt: up, le: -up, lt: -up }[comparator];
    if (side) {
      const end = first + side * ARROW;
      add("open", "M", point(first, 0), "L", point(end, 0));
      add("open", "M", point(end - side * HEAD, -HEAD), "L", point(end, 0), "L", point(end - side * HEAD, HEAD));
    }
  }
  return svg("g", { class: "promise" }, parts);
}

/** Kinds of promises as a legend shows them. */
export const PROMISES = [
  ["range", { low: 0, high: 1, comparator: "between" }],
  ["bound", { low: 0, high: 0, comparator: "ge" }],
  ["about", { low: 0, high: 0, comparator: "approx" }],
  ["value", { low: 0, high: 0, comparator: "eq" }],
];
