import { piece, titleOf } from "./data.js";
import { el } from "./dom.js";
import { href } from "./route.js";
import { Words } from "./segments.js";
import { partSigns } from "./signs.js";
import { t } from "./words.js";

const MOST = 160;
const ENDS = /[。！？!?\n]/;

/** Returns where the sentence lies that holds a span, [start, end); of a long one what is near. */
export function sentenceAt(words, [start, end]) {
  const before = Array.from(words.slice(Math.max(0, start - MOST), start));
  const after = Array.from(words.slice(end, Math.min(words.length, end + MOST)));
  const last = before.findLastIndex((sign) => ENDS.test(sign));
  const next = after.findIndex((sign) => ENDS.test(sign));
  const stop = next < 0 ? after.length : next + (after[next] === "\n" ? 0 : 1);
  return [start - (before.length - 1 - last), end + stop];
}

/** Returns the words of a span within their sentence, as a quotation; a text as `Words` holds it. */
export function quote(words, span) {
  const [start, end] = sentenceAt(words, span);
  const signs = (from, to) => partSigns(words.slice(from, to)).map((part) => (part.sign ? el("span", { class: "sign", text: part.sign }) : part));
  const cut = (place, sign) => (place > 0 && place < words.length && !ENDS.test(sign) ? "…" : "");
  return el("blockquote", { lang: "zh-CN" }, cut(start, words.slice(start - 1, start)), signs(start, span[0]), el("mark", {}, signs(...span)), signs(span[1], end), cut(end, words.slice(end - 1, end + 1)));
}

/** Returns the sentence of a document that holds a span, under what it says, with a link to its place. */
export function cite(head, document, span, record) {
  const words = el("div", {}, el("p", { class: "faint", text: t("app.loading") }));
  piece(document.document).then(
    (found) => words.replaceChildren(quote(new Words(found.document.text), span)),
    (error) => words.replaceChildren(el("p", { class: "faint", text: error.message })),
  );
  const facts = [titleOf(document), document.issued_on].filter(Boolean).join(" · ");
  return el("figure", { class: "cited" }, el("figcaption", {}, el("b", { text: head }), el("span", { text: facts }), el("a", { href: href("text", document.document, { at: span.join("-"), record }), text: t("review.see") })), words);
}
