import { svg } from "./dom.js";
import { promiseMark } from "./promises.js";
import { scaleOf, widthOf, wordTick } from "./scale.js";
import { valueIn, wordTold } from "./series.js";
import { walk } from "./series_picture.js";
import { visible } from "./signs.js";
import { t } from "./words.js";

/** Places that a picture shows; all stand in the table. */
export const MOST_PLACES = 120;
const NARROW = 560;
const [TOP, BOTTOM, SIGN] = [12, 34, 16];
const LEVELS = ["nation", "province", "city", "county"];
/** Of each relation the sign that stands before its place. */
const SIGNS = { tighter: "▲", looser: "▽", equal: "＝", higher: "↑", lower: "↓", part: "◔", "not comparable": "≠", "nothing above": "" };

/** Returns the picture of a target at several places: a line for each, the ones within another set in. */
export function cascadePicture(rows, unit, width, open) {
  const drawn = rows.map((row) => ({ row, promised: valueIn(row.promised, unit) })).filter((each) => each.promised).slice(0, MOST_PLACES);
  if (!drawn.length) return null;
  const narrow = width < NARROW;
  const [height, middle] = narrow ? [46, 32] : [28, 14];
  const left = narrow ? 14 : 14 + SIGN + Math.min(0.32 * width, Math.max(...drawn.map(({ row }) => indent(row) + widthOf(row.series.place.name, 13))));
  const room = 22 + Math.max(...drawn.map(({ row }) => widthOf(wordTold(row.promised), 12)));
  const scale = scaleOf(drawn.flatMap(({ promised }) => [promised.low, promised.high]), Math.max(4, Math.floor((width - left - room) / 60)));
  const at = (value) => left + 10 + scale.at(value) * (width - left - room - 10);
  const whole = TOP + height * drawn.length + BOTTOM;
  const nation = drawn[0].row.series.place.level === "nation" ? at(drawn[0].promised.low) : null;
  const marks = drawn.map((each, number) => onePlace(each, { at, width, narrow, top: TOP + number * height, height, middle, left }, open));
  walk(marks);
  return svg(
    "svg",
    { class: "picture", width, height: whole, viewBox: `0 0 ${width} ${whole}`, role: "group", "aria-label": t("cascade.picture") },
    scale.ticks.map((tick) => svg("g", { class: "grid" }, svg("line", { x1: at(tick), x2: at(tick), y1: TOP, y2: whole - BOTTOM }), svg("text", { x: at(tick), y: whole - BOTTOM + 15, "text-anchor": "middle" }, wordTick(tick)))),
    svg("text", { class: "unit", x: width - 4, y: whole - 4, "text-anchor": "end" }, scale.log ? t("series.log", unit.printed) : unit.printed),
    nation === null ? null : svg("line", { class: "nation", x1: nation, x2: nation, y1: TOP, y2: whole - BOTTOM }),
    marks,
  );
}

function indent({ series }) {
  return 12 * Math.max(0, LEVELS.indexOf(series.place.level));
}

function onePlace({ row, promised }, { at, width, narrow, top, height, middle, left }, open) {
  const line = top + middle;
  const words = wordTold(row.promised);
  const { name } = row.series.place;
  const arrow = promised.comparator === "ge" || promised.comparator === "gt" ? 28 : 12;
  const start = 4 + indent(row);
  const said = `${name} ${words}，${t(`relation.${row.relation}`)}`;
  const group = svg(
    "g",
    { class: `place l-${row.series.place.level}`, role: "button", tabindex: "-1", "aria-label": visible(said) },
    svg("title", {}, said),
    svg("rect", { class: "ground", x: 0, y: top, width, height }),
    svg("text", { class: `relation r-${row.relation.replaceAll(" ", "-")}`, x: start, y: narrow ? top + 15 : line + 4 }, SIGNS[row.relation]),
    svg("text", { class: "name", x: start + SIGN, y: narrow ? top + 15 : line + 4 }, short(name, narrow ? width - start - SIGN : left - start - SIGN)),
    promiseMark(promised, { at, across: line, half: 7, up: 1, flat: true }),
    svg("text", { class: "value", x: at(promised.high) + arrow, y: line + 4 }, words),
  );
  group.addEventListener("click", () => open(row, group));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(row, group);
  });
  return group;
}

/** Returns a name as far as it has room. */
function short(name, room) {
  if (widthOf(name, 13) <= room) return name;
  let kept = [...name];
  while (kept.length > 1 && widthOf(`${kept.join("")}…`, 13) > room) kept = kept.slice(0, -1);
  return `${kept.join("")}…`;
}

/** Relations that the picture has signs for, with their signs. */
export const RELATIONS = Object.entries(SIGNS).filter(([, sign]) => sign);
