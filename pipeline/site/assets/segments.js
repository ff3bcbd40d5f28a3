/** The text of a document by code points, as spans count them. */
export class Words {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }

  /** Returns the lines, [start, end) each, without their ends. */
  lines() {
    const found = [];
    let start = 0;
    for (const line of this.text.split("\n")) {
      const length = this.points ? Array.from(line).length : line.length;
      found.push([start, start + length]);
      start += length + 1;
    }
    return found;
  }
}

/** Returns a line in parts, {start, end, marks}: within a part the same marks hold everywhere. */
export function partLine([start, end], marks) {
  const cuts = new Set([start, end]);
  const here = marks.filter(({ span }) => span[0] < end && span[1] > start);
  for (const { span } of here) {
    cuts.add(Math.max(start, span[0]));
    cuts.add(Math.min(end, span[1]));
  }
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(1).map((stop, place) => {
    const from = places[place];
    return { start: from, end: stop, marks: here.filter(({ span }) => span[0] <= from && span[1] >= stop) };
  });
}

/** Returns for each line the marks that touch it; both are in order of their places. */
export function marksByLine(lines, marks) {
  const sorted = [...marks].filter(({ span }) => span[1] > span[0]).sort((one, other) => one.span[0] - other.span[0]);
  const found = lines.map(() => []);
  let first = 0;
  for (const mark of sorted) {
    while (first < lines.length - 1 && lines[first][1] <= mark.span[0]) first += 1;
    for (let line = first; line < lines.length && lines[line][0] < mark.span[1]; line += 1) found[line].push(mark);
  }
  return found;
}
