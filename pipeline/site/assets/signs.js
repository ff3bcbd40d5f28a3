/** Signs that nobody sees, or that turn the direction of what follows: control, format and lone half signs. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\u{d800}-\u{dfff}]/gu;

/** Returns the name of a sign: U+202E. */
export function nameSign(sign) {
  return `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Returns the text with each hidden sign as its name, so that it is seen and steers nothing. */
export function visible(text) {
  return String(text).replace(HIDDEN, (sign) => `[${nameSign(sign)}]`);
}

/** Returns the text in parts: strings, and {sign} for each hidden sign. */
export function partSigns(text) {
  const parts = [];
  let start = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > start) parts.push(text.slice(start, match.index));
    parts.push({ sign: nameSign(match[0]) });
    start = match.index + match[0].length;
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}
