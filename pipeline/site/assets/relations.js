import { core, nameOf, titleOf } from "./data.js";
import { t } from "./words.js";

/**
 * Returns {nodes, edges} of who works with whom: from each lead to the others of its tasks, as the graph has
 * it, of the tasks that are asked for. With a role, only to those who bear it.
 */
export function linkBodies(tasks, role, roll, most) {
  const book = new Book(roll);
  for (const [lead, other, ...shared] of core.links) {
    const wanted = shared.map((number) => core.tasks[number]).filter((task) => tasks.has(task) && (!role || bears(task, other, role) || role === "lead"));
    if (wanted.length) book.link(book.body(lead), book.body(other), wanted);
  }
  return book.finish(most);
}

/** Returns {nodes, edges} of who answers for the tasks of which document. */
export function linkDocuments(tasks, role, roll, most) {
  const book = new Book(roll);
  for (const task of tasks) {
    for (const unit of task.units) {
      if (!role || unit.role === role) book.link(book.body(unit.agency.number_in_table), book.document(task.of), [task]);
    }
  }
  return book.finish(most);
}

function bears(task, agency, role) {
  return task.units.some((unit) => unit.agency.number_in_table === agency && unit.role === role);
}

/** Nodes and edges as they come, each once. */
class Book {
  constructor(roll) {
    this.roll = roll;
    this.nodes = new Map();
    this.edges = new Map();
  }

  body(number) {
    const own = core.agencies[number];
    const agency = this.roll ? core.agencies[own.government] : own;
    const make = () => ({ agency, label: nameOf(agency), names: [agency.name, nameOf(agency)], kind: agency.kind, level: agency.level, community: agency.community, bodies: new Set() });
    const node = this.node(`a${agency.number_in_table}`, make);
    node.bodies.add(number);
    return node;
  }

  document(info) {
    const title = titleOf(info);
    return this.node(`d${info.number_in_table}`, () => ({ document: info, label: title, names: [title], kind: "document", level: null, community: 0 }));
  }

  node(id, make) {
    if (!this.nodes.has(id)) this.nodes.set(id, { id, degree: 0, tasks: new Set(), ...make() });
    return this.nodes.get(id);
  }

  link(source, target, tasks) {
    for (const task of tasks) {
      source.tasks.add(task);
      target.tasks.add(task);
    }
    if (source === target) return;
    const id = `${source.id}-${target.id}`;
    if (!this.edges.has(id)) this.edges.set(id, { id, source, target, tasks: new Set() });
    for (const task of tasks) this.edges.get(id).tasks.add(task);
  }

  /** Returns nodes and edges, of which only so many, those of most tasks; `left` are the others. */
  finish(most) {
    const all = [...this.edges.values()];
    const edges = all.length > most ? all.sort((one, other) => other.tasks.size - one.tasks.size).slice(0, most) : all;
    for (const { source, target } of edges) {
      source.degree += 1;
      target.degree += 1;
    }
    const nodes = [...this.nodes.values()].filter((node) => node.degree);
    for (const node of nodes) {
      node.note = this.roll && node.bodies?.size > 1 ? t("network.rolled", node.bodies.size) : node.agency && node.agency.name !== node.label ? node.agency.name : "";
    }
    return { nodes, edges, left: all.length - edges.length };
  }
}
