import { draw, measure, place } from "./labels.js";
import { layOut } from "./layout.js";
import { el, svg } from "./dom.js";
import { visible } from "./signs.js";

const MOST_FORCED = 500;
const MANY = 3000;
const SIDE = 4000;
const FORCES = { name: "fcose", quality: "default", randomize: false, animate: false, packComponents: true, nodeSeparation: 120, idealEdgeLength: () => 90, nodeRepulsion: () => 20000, padding: 25 };

/**
 * Draws nodes and edges with cytoscape, their names above it on a canvas of their own, in one size at every zoom; returns
 * what can be done with the picture.
 */
export function drawing(stage, { nodes, edges }, { pick, leave }) {
  const many = edges.length > MANY;
  const byId = new Map([...nodes, ...edges].map((each) => [each.id, each]));
  const places = layOut(nodes);
  const most = Math.max(...edges.map((edge) => edge.tasks.size));
  const graph = globalThis.cytoscape({
    container: stage,
    elements: [
      ...nodes.map((node) => ({ group: "nodes", position: { ...places.get(node.id) }, data: { id: node.id, size: 8 + 5 * Math.sqrt(node.degree), ink: inkOf(node) }, classes: node.kind })),
      ...edges.map((edge) => ({ group: "edges", data: { id: edge.id, source: edge.source.id, target: edge.target.id, width: (many ? 0.8 : 1.4) + (4 * edge.tasks.size) / most } })),
    ],
    layout: { name: "preset", padding: 30 },
    style: styles(many),
    minZoom: 0.03,
    maxZoom: 4,
    boxSelectionEnabled: false,
    textureOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
  if (nodes.length <= MOST_FORCED && !many) graph.layout(FORCES).run();
  const names = namesAbove(stage, graph, nodes);
  const fit = () => graph.fit(undefined, Math.min(45, 0.06 * graph.width()));
  // The stage has its size only when all around it is there.
  const watcher = new ResizeObserver(() => {
    graph.resize();
    fit();
    names.show();
  });
  watcher.observe(stage);
  graph.on("tap", (event) => {
    unmark(graph);
    if (event.target === graph) return leave();
    mark(graph, event.target.isNode() ? event.target.closedNeighborhood() : event.target.union(event.target.connectedNodes()));
    pick(byId.get(event.target.id()));
  });
  stage.graph = graph;
  return {
    destroy() {
      watcher.disconnect();
      graph.destroy();
    },
    fit,
    zoom: (factor) => graph.zoom({ level: graph.zoom() * factor, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } }),
    png: () => toPng(graph, names),
    svg: () => toSvg(graph, names),
    /** Shows all, none of it marked. */
    leave() {
      unmark(graph);
      fit();
    },
    /** Marks the nodes of these ids and all beside them, and brings them into view. */
    seek(ids) {
      const wanted = new Set(ids);
      const nodes = graph.nodes().filter((node) => wanted.has(node.id()));
      unmark(graph);
      mark(graph, nodes.closedNeighborhood());
      graph.fit(nodes.closedNeighborhood(), 60);
      if (graph.zoom() > 1.4) graph.zoom({ level: 1.4, position: nodes[0].position() });
    },
  };
}

function mark(graph, near) {
  graph.batch(() => {
    graph.elements().not(near).addClass("far");
    near.addClass("near");
  });
  graph.emit("mark");
}

function unmark(graph) {
  graph.elements().removeClass("far near");
  graph.emit("mark");
}

/** Shows the names of nodes on a canvas above the picture, anew whenever this moves; `shown` places them at a zoom. */
function namesAbove(stage, graph, nodes) {
  const canvas = el("canvas", { class: "names", "aria-hidden": "true" });
  const names = measure(nodes.map((node) => ({ id: node.id, degree: node.degree, name: visible(shorten(node.label)) })));
  const byId = new Map(graph.nodes().map((node) => [node.id(), node]));
  let asked = 0;
  const shown = ({ zoom, pan, width, height }) => {
    const seat = (id) => {
      const node = byId.get(id);
      if (node.hasClass("far")) return null;
      const { x, y } = node.position();
      return { x: x * zoom + pan.x, y: y * zoom + pan.y, radius: (node.data("size") * zoom) / 2 };
    };
    return place(names, seat, { width, height });
  };
  const show = () => {
    asked = 0;
    const [width, height, dots] = [stage.clientWidth, stage.clientHeight, devicePixelRatio];
    if (canvas.width !== Math.round(width * dots) || canvas.height !== Math.round(height * dots)) [canvas.width, canvas.height] = [Math.round(width * dots), Math.round(height * dots)];
    const pen = canvas.getContext("2d");
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    pen.clearRect(0, 0, width, height);
    stage.names = shown({ zoom: graph.zoom(), pan: graph.pan(), width, height });
    draw(pen, stage.names, { ink: colourOf("--ink"), paper: colourOf("--paper") });
  };
  const ask = () => (asked ||= requestAnimationFrame(show));
  graph.on("pan zoom resize position mark", ask);
  stage.append(canvas);
  ask();
  return { show: ask, shown };
}

function shorten(label) {
  const signs = Array.from(label);
  return signs.length > 18 ? `${signs.slice(0, 17).join("")}…` : label;
}

function colourOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function inkOf(node) {
  if (node.kind === "document") return colourOf("--ink");
  return colourOf(node.colour < 0 ? "--none" : `--n${node.colour}`);
}

function styles(many) {
  const line = colourOf("--edge");
  return [
    { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": "data(ink)" } },
    { selector: "node.group", style: { shape: "round-hexagon" } },
    { selector: "node.document", style: { shape: "round-rectangle" } },
    { selector: "edge", style: { width: "data(width)", "line-color": line, "curve-style": many ? "haystack" : "bezier", opacity: many ? 0.35 : 0.7, "target-arrow-shape": many ? "none" : "triangle", "target-arrow-color": line, "arrow-scale": 0.7 } },
    { selector: ".far", style: { opacity: 0.08 } },
    { selector: "edge.near", style: { "line-color": colourOf("--accent"), "target-arrow-color": colourOf("--accent"), opacity: 0.9 } },
  ];
}

/** Returns all of the picture at a scale: its width and height, and where the names stand on it. */
function whole(graph, names, scale) {
  const box = graph.elements().boundingBox();
  const edge = 60;
  const [width, height] = [box.w * scale + 2 * edge, box.h * scale + 2 * edge];
  const pan = { x: edge - box.x1 * scale, y: edge - box.y1 * scale };
  return { box, pan, edge, width, height, scale, shown: names.shown({ zoom: scale, pan, width, height }) };
}

/** Returns the picture as PNG, four times as many dots as there are on its sheet. */
async function toPng(graph, names) {
  const { w, h } = graph.elements().boundingBox();
  const scale = Math.min(1, (SIDE / 2 - 120) / Math.max(w, h));
  const { pan, edge, width, height, shown } = whole(graph, names, scale);
  const picture = await createImageBitmap(await graph.png({ output: "blob-promise", full: true, scale: 2 * scale }));
  const canvas = el("canvas", { width: Math.ceil(2 * width), height: Math.ceil(2 * height) });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = colourOf("--paper");
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, edge, edge, width - 2 * edge, height - 2 * edge);
  draw(pen, shown, { ink: colourOf("--ink"), paper: colourOf("--paper") });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Returns the picture as SVG: what stands on the stage, drawn as cytoscape draws it. */
function toSvg(graph, names) {
  const { pan, width, height, shown } = whole(graph, names, 1);
  const round = (number) => number.toFixed(1);
  const at = (node) => ({ x: node.position("x") + pan.x, y: node.position("y") + pan.y });
  const paper = colourOf("--paper");
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, "font-family": "sans-serif", "text-anchor": "middle" });
  root.append(svg("rect", { width: Math.ceil(width), height: Math.ceil(height), fill: paper }));
  const lines = svg("g", { stroke: colourOf("--edge"), "stroke-opacity": 0.6 });
  graph.edges().forEach((each) => {
    const [from, to] = [at(each.source()), at(each.target())];
    lines.append(svg("line", { x1: round(from.x), y1: round(from.y), x2: round(to.x), y2: round(to.y), "stroke-width": each.data("width").toFixed(2), opacity: each.hasClass("far") ? 0.08 : 1 }));
  });
  root.append(lines);
  graph.nodes().forEach((each) => root.append(svg("circle", { cx: round(at(each).x), cy: round(at(each).y), r: round(each.data("size") / 2), fill: each.data("ink"), opacity: each.hasClass("far") ? 0.08 : 1 })));
  for (const { text, x, y, height: size } of shown) root.append(svg("text", { x: round(x), y: round(y + 0.36 * size), "font-size": size, fill: colourOf("--ink"), stroke: paper, "stroke-width": 3, "paint-order": "stroke" }, text));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}
