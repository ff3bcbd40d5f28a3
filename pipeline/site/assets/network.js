import { core, regions, titleOf, years } from "./data.js";
import { add, download, el, input, say, select } from "./dom.js";
import { meets } from "./filter.js";
import { drawing } from "./drawing.js";
import { empty, filterForm, growing, taskLink, unitChip } from "./parts.js";
import { href, note } from "./route.js";
import { linkBodies, linkDocuments } from "./relations.js";
import { figure, t, wordsOr } from "./words.js";

const ASKED = ["show", "role", "region", "year", "document", "roll", "colour", "edges"];
const LEVELS = ["central", "province", "city", "county", "township"];
const MOST_COMMUNITIES = 8;
const MOST_EDGES = 3000;
const MOST_LISTED = 20;

/** Shows who works with whom, and who answers for what, as a picture and as lists. */
export function showNetwork(root, id, params) {
  const asked = Object.fromEntries(ASKED.map((name) => [name, params.get(name) ?? ""]));
  const count = el("p", { class: "count", role: "status" });
  const stage = el("div", { class: "stage", role: "img", "aria-label": t("network.label") });
  const side = el("aside", { class: "card side" });
  const key = el("p", { class: "key" });
  let picture = null;
  let relations = null;

  function update() {
    note("network", "", asked);
    picture?.destroy();
    picture = null;
    const tasks = new Set(core.tasks.filter((task) => meets(task, { ...asked, role: "" })));
    const relate = asked.show === "documents" ? linkDocuments : linkBodies;
    relations = relate(tasks, asked.role, Boolean(asked.roll), asked.edges ? Infinity : MOST_EDGES);
    colour(relations.nodes, asked.colour === "level");
    const left = relations.left ? t("network.left", figure(relations.edges.length), figure(relations.left)) : "";
    count.textContent = `${t("network.figures", figure(relations.nodes.length), figure(relations.edges.length + relations.left))}${left}`;
    key.replaceChildren(...legend(relations.nodes, asked));
    stage.replaceChildren();
    if (relations.edges.length) picture = drawing(stage, relations, { pick, leave: tellMost });
    else stage.append(empty(t("network.none")));
    tellMost();
  }

  function ask(name) {
    return (value) => {
      asked[name] = value;
      update();
    };
  }

  /** Tells of a node or an edge: its tasks, each a link to its words. */
  function pick(one) {
    const head = one.source ? t("network.edge", one.source.label, one.target.label) : one.label;
    const rest = one.agency && !asked.roll ? { agency: one.agency.agency, role: asked.role, region: asked.region, year: asked.year, document: asked.document } : null;
    const tasks = [...one.tasks];
    const list = el("ol", { class: "found" });
    const more = growing(list, tasks, (task) => el("li", {}, taskLink(task), el("small", { text: titleOf(task.of) }), el("div", {}, task.units.map((unit) => unitChip(unit.agency, unit.role)))), 30);
    side.replaceChildren(
      el("h2", { text: head }),
      el("p", { class: "faint" }, [one.note, t("network.tasks", figure(tasks.length))].filter(Boolean).join(" · ")),
      rest ? el("a", { href: href("tasks", "", rest), text: t("network.all.tasks") }) : el("span"),
      list,
      more,
    );
  }

  function tellMost() {
    list(t("network.partners"), byDegree(relations.nodes).slice(0, MOST_LISTED));
  }

  /** Lists nodes under a head, each a button that brings it into view. */
  function list(head, nodes) {
    const choose = (node) => {
      picture.seek([node.id]);
      pick(node);
    };
    const holder = el("ol", { class: "most" });
    const row = (node) => el("li", {}, el("button", { type: "button", class: "quiet", on: { click: () => choose(node) } }, node.label), el("small", { text: figure(node.degree) }));
    const more = growing(holder, nodes, row, MOST_LISTED);
    side.replaceChildren(el("p", { class: "faint", text: t("network.pick") }), el("h2", { class: "quiet", text: head }), holder, more);
  }

  function find(words) {
    if (!words) {
      picture?.leave();
      return tellMost();
    }
    const nodes = byDegree(relations.nodes.filter((each) => each.names.some((name) => name.includes(words))));
    if (!nodes.length) return say(t("network.none"));
    picture.seek(nodes.map((node) => node.id));
    if (nodes.length === 1) pick(nodes[0]);
    else list(t("network.matches", figure(nodes.length)), nodes);
  }

  const button = (words, act) => el("button", { type: "button", on: { click: () => picture && act() } }, words);
  const sign = (words, key_, act) => el("button", { type: "button", title: t(key_), "aria-label": t(key_), on: { click: () => picture && act() } }, words);
  add(
    root,
    el("h1", { class: "hidden", text: t("view.network") }),
    filters(asked, ask, find),
    el("div", { class: "tools" }, count, sign("＋", "network.in", () => picture.zoom(1.4)), sign("－", "network.out", () => picture.zoom(1 / 1.4)), button(t("network.fit"), () => picture.fit()), button(t("network.png"), async () => download("network.png", await picture.png())), button(t("network.svg"), () => download("network.svg", picture.svg(), "image/svg+xml"))),
    el("div", { class: "network" }, el("div", { class: "card canvas" }, key, stage), side),
  );
  update();
  return () => picture?.destroy();
}

function byDegree(nodes) {
  return [...nodes].sort((one, other) => other.degree - one.degree);
}

function filters(asked, ask, find) {
  const roll = el("input", { type: "checkbox", checked: Boolean(asked.roll), on: { change: () => ask("roll")(roll.checked ? "1" : "") } });
  const all = ["", t("all")];
  return filterForm(
    ASKED.some((name) => asked[name]),
    select(t("network.show"), [["", t("network.cooperation")], ["documents", t("network.responsibility")]], asked.show, ask("show")),
    select(t("field.role"), [all, ...core.roles.map((role) => [role, t(`role.${role}`)])], asked.role, ask("role")),
    select(t("field.region"), [all, ...regions().map(([code, name]) => [code || "-", name])], asked.region, ask("region")),
    select(t("field.year"), [all, ...years().map((year) => [year, year])], asked.year, ask("year")),
    select(t("field.document"), [all, ...core.documents.map((each) => [each.document, titleOf(each)])], asked.document, ask("document")),
    select(t("network.colour"), [["", t("network.by.community")], ["level", t("network.by.level")]], asked.colour, ask("colour")),
    select(t("network.edges"), [["", t("network.edges.most", figure(MOST_EDGES))], ["all", t("all")]], asked.edges, ask("edges")),
    input(t("network.find"), "", find),
    el("label", { class: "tick" }, roll, t("network.roll")),
  );
}

/** Gives each node a number of its colour: of its community among the largest here, or of its level. */
function colour(nodes, byLevel) {
  const sizes = new Map();
  for (const node of nodes) sizes.set(node.community, (sizes.get(node.community) ?? 0) + 1);
  const largest = [...sizes].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, MOST_COMMUNITIES).map((each) => each[0]);
  for (const node of nodes) {
    if (node.kind === "document") node.colour = -2;
    else node.colour = byLevel ? LEVELS.indexOf(node.level) : largest.indexOf(node.community);
  }
  nodes.largest = largest;
}

function legend(nodes, asked) {
  const seen = [...new Set(nodes.map((node) => node.colour))].sort((one, other) => (one < 0) - (other < 0) || one - other);
  const words = (number) => {
    if (number === -2) return t("field.document");
    if (number < 0) return asked.colour === "level" ? t("level.none") : t("network.other");
    return asked.colour === "level" ? wordsOr(`level.${LEVELS[number]}`, "") : t("network.community", number + 1);
  };
  return seen.map((number) => el("span", { class: `swatch n-${number < 0 ? (number === -2 ? "document" : "other") : number}` }, el("i", { "aria-hidden": "true" }), words(number)));
}
