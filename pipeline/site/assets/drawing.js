import { layOut } from "./layout.js";
import { svg } from "./dom.js";
import { visible } from "./signs.js";

const MOST_FORCED = 500;
const MANY = 3000;
const FORCES = { name: "fcose", quality: "default", randomize: false, animate: false, packComponents: true, nodeSeparation: 120, idealEdgeLength: () => 90, nodeRepulsion: () => 20000, padding: 25 };

/** Draws nodes and edges with cytoscape, and returns what can be done with the picture. */
export function drawing(stage, { nodes, edges }, { pick, leave }) {
  const many = edges.length > MANY;
  const byId = new Map([...nodes, ...edges].map((each) => [each.id, each]));
  const places = layOut(nodes);
  const most = Math.max(...edges.map((edge) => edge.tasks.size));
  const graph = globalThis.cytoscape({
    container: stage,
    elements: [
      ...nodes.map((node) => ({ group: "nodes", position: { ...places.get(node.id) }, data: { id: node.id, label: visible(shorten(node.label)), size: 8 + 5 * Math.sqrt(node.degree), font: 11 + 2.1 * Math.sqrt(node.degree), ink: inkOf(node) }, classes: node.kind })),
      ...edges.map((edge) => ({ group: "edges", data: { id: edge.id, source: edge.source.id, target: edge.target.id, width: 0.8 + (3.5 * edge.tasks.size) / most } })),
    ],
    layout: { name: "preset", padding: 30 },
    style: styles(many),
    minZoom: 0.03,
    maxZoom: 4,
    boxSelectionEnabled: false,
    textureOnViewport: many,
    hideLabelsOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
  if (nodes.length <= MOST_FORCED && !many) graph.layout(FORCES).run();
  const fit = () => graph.fit(undefined, 25);
  // The stage has its size only when all around it is there.
  const watcher = new ResizeObserver(() => {
    graph.resize();
    fit();
  });
  watcher.observe(stage);
  graph.on("tap", (event) => {
    graph.elements().removeClass("far near");
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
    png: () => graph.png({ output: "blob-promise", full: true, maxWidth: 4000, maxHeight: 4000, scale: 2, bg: colourOf("--paper") }),
    svg: () => toSvg(graph),
    /** Shows all, none of it marked. */
    leave() {
      graph.elements().removeClass("far near");
      fit();
    },
    /** Marks the nodes of these ids and all beside them, and brings them into view. */
    seek(ids) {
      const wanted = new Set(ids);
      const nodes = graph.nodes().filter((node) => wanted.has(node.id()));
      graph.elements().removeClass("far near");
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
    { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": "data(ink)", label: "data(label)", color: colourOf("--ink"), "font-size": "data(font)", "font-family": "system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif", "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colourOf("--paper"), "text-outline-width": 2, "min-zoomed-font-size": many ? 10 : 8 } },
    { selector: "node.group", style: { shape: "round-hexagon" } },
    { selector: "node.document", style: { shape: "round-rectangle" } },
    { selector: "edge", style: { width: "data(width)", "line-color": line, "curve-style": many ? "haystack" : "bezier", opacity: many ? 0.35 : 0.7, "target-arrow-shape": many ? "none" : "triangle", "target-arrow-color": line, "arrow-scale": 0.7 } },
    { selector: ".far", style: { opacity: 0.08 } },
    { selector: "edge.near", style: { "line-color": colourOf("--accent"), "target-arrow-color": colourOf("--accent"), opacity: 0.9 } },
    { selector: "node.near", style: { "min-zoomed-font-size": 5 } },
  ];
}

/** Returns the picture as SVG: what stands on the stage, drawn as cytoscape draws it. */
function toSvg(graph) {
  const box = graph.elements().boundingBox({ includeLabels: true });
  const edge = 20;
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [box.x1 - edge, box.y1 - edge, box.w + 2 * edge, box.h + 2 * edge].map(Math.round).join(" "), "font-family": "sans-serif", "font-size": 11, "text-anchor": "middle" });
  root.append(svg("rect", { x: box.x1 - edge, y: box.y1 - edge, width: box.w + 2 * edge, height: box.h + 2 * edge, fill: colourOf("--paper") }));
  const lines = svg("g", { stroke: colourOf("--edge"), "stroke-opacity": 0.6 });
  graph.edges().forEach((each) => {
    const [from, to] = [each.source().position(), each.target().position()];
    lines.append(svg("line", { x1: from.x.toFixed(1), y1: from.y.toFixed(1), x2: to.x.toFixed(1), y2: to.y.toFixed(1), "stroke-width": each.data("width").toFixed(2) }));
  });
  root.append(lines);
  graph.nodes().forEach((each) => {
    const { x, y } = each.position();
    const size = each.data("size");
    root.append(svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: (size / 2).toFixed(1), fill: each.data("ink") }));
    root.append(svg("text", { x: x.toFixed(1), y: (y + size / 2 + 13).toFixed(1), fill: colourOf("--ink") }, each.data("label")));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}
