import { el, svg } from "./dom.js";
import { visible } from "./signs.js";
import { t } from "./words.js";

/** Returns the printed pages with a box for each record on them; without a picture, with the lines of the text. */
export function printedPages({ pages, total }, marks, words) {
  const bySpan = new Map(marks.map((mark) => [`${kindOnPage(mark)} ${mark.span}`, mark]));
  return [
    pages.map(({ number, width, height, image, lines, boxes }) => {
      const picture = image ? el("img", { src: image, alt: t("text.page", number), width: Math.round(width), height: Math.round(height), loading: "lazy" }) : layOut(lines, words, { width, height });
      const sheet = el("div", { class: "sheet" }, picture);
      for (const [kind, [left, top, right, bottom], span] of boxes) {
        const mark = bySpan.get(`${kind} ${span}`);
        if (mark) sheet.append(box(mark, [left / width, top / height, (right - left) / width, (bottom - top) / height]));
      }
      return el("figure", {}, sheet, el("figcaption", { text: t(image ? "text.page" : "text.page.laid", number) }));
    }),
    pages.length < total ? el("p", { class: "faint", text: t("text.cut", pages.length, total) }) : null,
  ];
}

/** Returns a page as its lines, each as long and as high as it was printed. */
function layOut(lines, words, { width, height }) {
  const line = ([[left, top, right, bottom], span]) => svg("text", { x: left, y: bottom - 0.17 * (bottom - top), "font-size": 0.92 * (bottom - top), textLength: right - left, lengthAdjust: "spacingAndGlyphs" }, visible(words.slice(...span)));
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "laid" }, lines.map(line));
}

function box(mark, shares) {
  const element = el("button", { type: "button", class: `box k-${mark.kind}`, tabIndex: -1, "aria-label": t(`kind.${mark.kind}`), data: { mark: mark.number } });
  ["left", "top", "width", "height"].forEach((side, place) => (element.style[side] = `${100 * shares[place]}%`));
  return element;
}

/** Returns the kind as pipeline/page.py names it. */
function kindOnPage(mark) {
  if (mark.record === "assignment") return "unit";
  return mark.kind;
}
