import { figure } from "./words.js";

const RATIO = 50;
const LEAST_SPAN = 0.4;
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Returns a scale of values: {at, ticks, log}. `at` puts a value between 0 and 1. Amounts that grew to fifty times
 * what they were are drawn by their logarithms.
 */
export function scaleOf(values, most = 6) {
  const least = values.reduce((one, other) => Math.min(one, other), Infinity);
  const largest = values.reduce((one, other) => Math.max(one, other), -Infinity);
  return least > 0 && largest / least >= RATIO ? byLogarithm(least, largest) : byValue(least, largest, most);
}

function byValue(least, largest, most) {
  // A fifth of a point is no cliff: what lies near together is not drawn to the whole height.
  const span = Math.max(largest - least, LEAST_SPAN * Math.max(Math.abs(largest), Math.abs(least))) || 1;
  const room = 0.12 * span + (span - (largest - least)) / 2;
  const zero = least >= 0 && least - room < 0.4 * largest;
  const from = zero ? 0 : least - room;
  const to = largest + room;
  const step = stepOf((to - from) / most);
  const first = zero ? 0 : Math.ceil(from / step);
  const ticks = [];
  for (let number = first; number * step <= to; number += 1) ticks.push(Number((number * step).toPrecision(12)));
  return { at: (value) => (value - from) / (to - from), ticks, log: false };
}

/** Returns a round step that is no smaller. */
function stepOf(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * STEPS.find((each) => each * power >= size);
}

function byLogarithm(least, largest) {
  const from = Math.log10(least / 1.5);
  const to = Math.log10(largest * 1.5);
  const ticks = [];
  for (let power = Math.ceil(from); power <= to; power += 1) ticks.push(10 ** power);
  const thin = Math.ceil(ticks.length / 6);
  return { at: (value) => (Math.log10(value) - from) / (to - from), ticks: ticks.filter((_, place) => place % thin === 0), log: true };
}

/** Returns a number of an axis. */
export function wordTick(value) {
  const size = Math.abs(value);
  const words = size && (size < 0.001 || size >= 1e9) ? size.toExponential(0) : figure(Number(size.toPrecision(6)));
  return value < 0 ? `−${words}` : words;
}

/** Returns about how many dots wide words are in the letters of a picture. */
export function widthOf(words, size = 12) {
  return [...words].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? size : 0.58 * size), 0);
}
