import { el } from "./dom.js";
import { marksByLine, partLine, Words } from "./segments.js";
import { partSigns } from "./signs.js";
import { t } from "./words.js";

/** Returns the text of a document with its marks, lines as paragraphs, lines with tabs as rows of a table. */
export function paper(document, marks) {
  const words = new Words(document.document.text);
  const lines = words.lines();
  const byLine = marksByLine(lines, marks);
  const heads = new Set(document.sections.map((section) => section.span[0]));
  const sheet = el("div", { class: "paper", lang: "zh-CN" });
  let table = null;
  lines.forEach((line, number) => {
    const parts = partLine(line, byLine[number]);
    const text = words.slice(...line);
    if (!text.includes("\t")) {
      table = null;
      sheet.append(paragraph(parts, words, line, heads.has(line[0]), byLine[number]));
      return;
    }
    if (!table) sheet.append(el("div", { class: "scroll" }, (table = el("table", { class: "cells" }))));
    table.append(row(line, text, byLine[number], words));
  });
  for (const each of sheet.querySelectorAll("table.cells")) square(each);
  return sheet;
}

function paragraph(parts, words, line, isHead, marks) {
  const inTask = marks.some((mark) => mark.record === "task");
  const kind = [isHead ? "head" : "", inTask ? "in-task" : ""].filter(Boolean).join(" ");
  return el("p", { class: kind || undefined }, parts.map((part) => piece(part, words)));
}

/** Returns a line with tabs as a row; a cell is parted as a line is. */
function row([start], text, marks, words) {
  let at = start;
  const cells = text.split("\t").map((cell) => {
    const end = at + Array.from(cell).length;
    const made = el("td", {}, end > at ? partLine([at, end], marks).map((part) => piece(part, words)) : null);
    at = end + 1;
    return made;
  });
  return el("tr", {}, cells);
}

/** Puts empty cells before rows that lack the first ones, which a merged cell above holds. */
function square(table) {
  const most = Math.max(...[...table.rows].map((each) => each.cells.length));
  for (const each of table.rows) while (each.cells.length < most) each.prepend(el("td"));
}

/** Returns a part of the text; hidden signs stand there by their names. */
function piece({ start, end, marks }, words) {
  const parts = partSigns(words.slice(start, end)).map((part) => (part.sign ? el("span", { class: "sign", title: t("text.sign", part.sign), text: part.sign }) : document.createTextNode(part)));
  if (!marks.length) return el("bdi", { data: { at: start } }, parts);
  const kinds = [...new Set(marks.map((mark) => `k-${mark.kind}`))];
  return el("bdi", { class: `m ${kinds.join(" ")}`, data: { at: start, marks: marks.map((mark) => mark.number).join(" ") } }, parts);
}
