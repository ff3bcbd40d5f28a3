const FAMILY = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const SMALLEST = 11;
const LARGEST = 17;
const GAP = 4;
/** Dots of a side of the ground, at least: a single row of nodes bears names too. */
const LEAST = 250;
const CELL = 48;
/** Dots across from which a node is kept free of the names of others. */
const LARGE = 16;
/** Share of the ground where nodes stand that names may cover: more of them would hide what they name. */
const COVERED = 0.2;

/** Returns the height of a node's name, in dots of the screen at every zoom: the more linked, the larger. */
function heightOf(node) {
  return Math.min(LARGEST, SMALLEST + 0.9 * Math.sqrt(node.degree));
}

/** Returns what names are drawn of nodes {label, degree, id}: the most linked first, with the width of each. */
export function measure(nodes) {
  const pen = document.createElement("canvas").getContext("2d");
  const sorted = [...nodes].sort((one, other) => other.degree - one.degree || (one.id < other.id ? -1 : 1));
  return sorted.map((node) => {
    const height = Math.round(heightOf(node));
    pen.font = fontOf(height);
    return { id: node.id, text: node.name, height, width: Math.ceil(pen.measureText(node.name).width) };
  });
}

export function fontOf(height) {
  return `${height}px ${FAMILY}`;
}

/**
 * Returns the names that are shown, {text, x, y, height, left, top, right, bottom} each: of the nodes of most links those
 * that stand below, above or beside their node without touching another name or a large node, and where it can be no
 * node at all, within the picture, until they cover so much of it. `at` gives the middle and the radius of a node, null for one
 * that is not to be named.
 */
export function place(names, at, { width, height }) {
  const [taken, nodes] = [new Grid(), new Grid()];
  const wanted = [];
  for (const name of names) {
    const seat = at(name.id);
    if (!seat || seat.x < 0 || seat.y < 0 || seat.x > width || seat.y > height) continue;
    wanted.push([name, seat]);
    const box = { left: seat.x - seat.radius, right: seat.x + seat.radius, top: seat.y - seat.radius, bottom: seat.y + seat.radius, owner: name.id };
    (2 * seat.radius >= LARGE ? taken : nodes).add(box);
  }
  const shown = [];
  let left = COVERED * groundOf(wanted);
  for (const [name, seat] of wanted) {
    const free = seats(name, seat, width).filter((each) => each.left >= 0 && each.top >= 0 && each.right <= width && each.bottom <= height && taken.isFree(each, name.id));
    const box = free.find((each) => nodes.isFree(each, name.id)) ?? free[0];
    if (!box) continue;
    taken.add(box);
    shown.push(box);
    left -= name.width * name.height;
    if (left < 0) break;
  }
  return shown;
}

function groundOf(wanted) {
  const side = (axis) => {
    const places = wanted.map(([, seat]) => seat[axis]);
    return places.reduce((most, each) => Math.max(most, each), 0) - places.reduce((least, each) => Math.min(least, each), Infinity);
  };
  return wanted.length ? Math.max(side("x"), LEAST) * Math.max(side("y"), LEAST) : 0;
}

/** Below and above a node a name may be moved sideways to stand within the picture. */
function seats({ text, width, height }, { x, y, radius }, whole) {
  const box = (left, top) => ({ text, height, x: left + width / 2, y: top + height / 2, left, top, right: left + width, bottom: top + height });
  const near = radius + 3;
  const middle = Math.max(0, Math.min(x - width / 2, whole - width));
  return [box(middle, y + near), box(middle, y - near - height), box(x + near, y - height / 2), box(x - near - width, y - height / 2)];
}

/** Boxes by the cells that they lie in, so that few are looked at. */
class Grid {
  constructor() {
    this.cells = new Map();
  }

  *around(box) {
    for (let column = Math.floor((box.left - GAP) / CELL); column <= Math.floor((box.right + GAP) / CELL); column += 1) {
      for (let row = Math.floor((box.top - GAP) / CELL); row <= Math.floor((box.bottom + GAP) / CELL); row += 1) yield column * 100003 + row;
    }
  }

  add(box) {
    for (const key of this.around(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  isFree(box, owner) {
    for (const key of this.around(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner !== owner && touch(box, other)) return false;
      }
    }
    return true;
  }
}

function touch(one, other) {
  return one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom + GAP / 2 && other.top < one.bottom + GAP / 2;
}

/** Draws the names with a rim of paper around them. */
export function draw(pen, shown, { ink, paper }) {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = paper;
  pen.fillStyle = ink;
  for (const { text, x, y, height } of shown) {
    pen.font = fontOf(height);
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  }
}
