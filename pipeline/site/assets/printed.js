import { el } from "./dom.js";
import { t } from "./words.js";

/** Returns the printed pages with a box for each record on them. */
export function printedPages({ pages, total }, marks) {
  const bySpan = new Map(marks.map((mark) => [`${kindOnPage(mark)} ${mark.span}`, mark]));
  return [
    pages.map(({ number, width, height, image, boxes }) => {
      const sheet = el("div", { class: "sheet" }, el("img", { src: image, alt: t("text.page", number), width: Math.round(width), height: Math.round(height), loading: "lazy" }));
      for (const [kind, [left, top, right, bottom], span] of boxes) {
        const mark = bySpan.get(`${kind} ${span}`);
        if (mark) sheet.append(box(mark, [left / width, top / height, (right - left) / width, (bottom - top) / height]));
      }
      return el("figure", {}, sheet, el("figcaption", { text: t("text.page", number) }));
    }),
    pages.length < total ? el("p", { class: "faint", text: t("text.cut", pages.length, total) }) : null,
  ];
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
