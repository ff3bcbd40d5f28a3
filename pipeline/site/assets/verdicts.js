import { el, svg } from "./dom.js";
import { t } from "./words.js";

const SIDE = 16;
/** Of each verdict its outline, around 0 and some 6 dots wide, and the stroke that stands in it: told apart without colour. */
const SHAPES = {
  met: ["M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z", "M-3 .2L-.8 2.4L3.2 -2.2"],
  exceeded: ["M0 -7L2.1 -2.3L7 -1.8L3.3 1.6L4.4 6.6L0 4L-4.4 6.6L-3.3 1.6L-7 -1.8L-2.1 -2.3Z", ""],
  missed: ["M-5.5 -5.5H5.5V5.5H-5.5Z", "M-2.6 -2.6L2.6 2.6M2.6 -2.6L-2.6 2.6"],
  open: ["M0 -7L7 0L0 7L-7 0Z", "M-3 .9C-1.8 -1.3 -.8 -1 0 0S1.8 1.3 3 -.9"],
  "not comparable": ["M-5 -5H5V5H-5Z", "M-2.8 -1.4H2.8M-2.8 1.4H2.8M-1.4 3.2L1.4 -3.2"],
  "no target": ["M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z", ""],
  "not told": ["M-4 0H4", ""],
};

/** Returns the class that gives a verdict its colour. */
export function verdictClass(verdict) {
  return `v-${verdict.replaceAll(" ", "-")}`;
}

/** Returns the sign of a verdict at a place of a picture; 1 is its whole size. */
export function verdictSign(verdict, x, y, size = 1) {
  const [outline, stroke] = SHAPES[verdict] ?? SHAPES["no target"];
  const parts = [svg("path", { d: outline, class: "outline" }), stroke ? svg("path", { d: stroke, class: "stroke" }) : null];
  return svg("g", { class: `sign-of ${verdictClass(verdict)}`, transform: `translate(${x} ${y}) scale(${size})` }, parts);
}

/** Returns a picture of its own with a sign, to stand among words. */
export function small(sign, width = SIDE) {
  return svg("svg", { class: "mark", width, height: SIDE, viewBox: `0 0 ${width} ${SIDE}`, "aria-hidden": "true" }, sign);
}

/** Returns a verdict in words, after its sign. */
export function verdictWords(verdict, more = "") {
  return el("span", { class: `verdict ${verdictClass(verdict)}` }, small(verdictSign(verdict, SIDE / 2, SIDE / 2)), `${t(`verdict.${verdict}`)}${more}`);
}
