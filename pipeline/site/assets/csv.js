import { visible } from "./signs.js";

/** Starts of a formula, as pipeline/export.py has them. */
const FORMULA = /^(?:[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n])/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function cell(value) {
  let text = visible(value ?? "");
  if (FORMULA.test(text) && !NUMBER.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Returns rows as CSV that spreadsheets take: with a mark of UTF-8, and no cell a formula. */
export function toCsv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
