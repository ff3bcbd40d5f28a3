const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Gives every node a place, communities apart: each is a disc with its most linked node in the middle, and the
 * discs are put around the largest. No force is reckoned: 2,300 nodes take milliseconds, and filters move little.
 */
export function layOut(nodes) {
  const groups = new Map();
  for (const node of nodes) {
    if (!groups.has(node.community)) groups.set(node.community, []);
    groups.get(node.community).push(node);
  }
  const discs = [...groups.values()].sort((one, other) => other.length - one.length).map(makeDisc);
  pack(discs);
  const places = new Map();
  for (const { x, y, seats } of discs) for (const [node, dx, dy] of seats) places.set(node.id, { x: x + dx, y: y + dy });
  return places;
}

function makeDisc(group) {
  const step = group.length > 60 ? 26 : 40;
  const sorted = [...group].sort((one, other) => other.degree - one.degree || (one.id < other.id ? -1 : 1));
  const seats = sorted.map((node, number) => {
    const radius = step * Math.sqrt(number);
    return [node, radius * Math.cos(number * GOLDEN), radius * Math.sin(number * GOLDEN)];
  });
  return { seats, radius: step * Math.sqrt(group.length) + 30, x: 0, y: 0 };
}

/** Puts discs {radius, x, y}, the largest first, each where it first fits on a spiral around those before it. */
function pack(discs) {
  const put = [];
  let from = 0;
  for (const disc of discs) {
    let turn = Math.floor(from / 2);
    const free = () => put.every((other) => Math.hypot(other.x - disc.x, other.y - disc.y) >= other.radius + disc.radius);
    for (; ; turn += 1) {
      const radius = 14 * Math.sqrt(turn);
      disc.x = 1.35 * radius * Math.cos(turn * GOLDEN);
      disc.y = radius * Math.sin(turn * GOLDEN);
      if (free()) break;
    }
    from = turn;
    put.push(disc);
  }
}
