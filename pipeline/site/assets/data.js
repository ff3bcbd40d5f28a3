import { t } from "./words.js";

const NONCE = JSON.parse(document.getElementById("data-nonce").textContent);
const waiting = new Map();
const loaded = new Map();

/** Returns the rows of a table as objects with the names of its columns. */
function named({ columns, rows }) {
  return rows.map((row, number) => {
    const record = { number_in_table: number };
    columns.forEach((column, place) => (record[column] = row[place]));
    return record;
  });
}

function readCore() {
  const core = JSON.parse(document.getElementById("data-core").textContent);
  const documents = named(core.documents);
  const agencies = named(core.agencies);
  const tasks = named(core.tasks);
  for (const task of tasks) {
    task.of = documents[task.document];
    task.units = task.answering.map(([agency, role, confidence]) => ({
      agency: agencies[agency],
      role: core.roles[role],
      confidence,
    }));
    task.sure = Math.min(task.confidence, ...task.answering.map((each) => each[2]));
  }
  return { ...core, documents, agencies, tasks, byId: new Map(documents.map((each) => [each.document, each])) };
}

/** What all views share. */
export const core = readCore();

/** Returns a promise of a piece: in the page itself, or in a script beside it. */
export function piece(name) {
  if (!loaded.has(name)) loaded.set(name, NONCE === null ? inPage(name) : beside(name));
  return loaded.get(name);
}

async function inPage(name) {
  const element = document.getElementById(`piece-${name}`);
  if (!element) throw new Error(t("app.lost", name));
  return JSON.parse(element.textContent);
}

function beside(name) {
  return new Promise((found, lost) => {
    const script = document.createElement("script");
    waiting.set(name, found);
    script.nonce = NONCE;
    script.src = `${name}.js`;
    script.addEventListener("error", () => {
      loaded.delete(name);
      lost(new Error(t("app.lost", `${name}.js`)));
    });
    document.head.append(script);
  });
}

globalThis.zerenPiece = (name, value) => waiting.get(name)?.(value);

/** Returns the title of a document, or where it was read. */
export function titleOf(document) {
  return document.title || document.path;
}

const bearers = new Map();
for (const { printed } of core.agencies) bearers.set(printed, (bearers.get(printed) ?? 0) + 1);

/** Returns the short name of a body: as it is printed most, or its own where several are printed so (省财政厅). */
export function nameOf(agency) {
  return agency.printed && bearers.get(agency.printed) === 1 ? agency.printed : agency.name;
}

/** Returns regions of the documents, [code, name], without those that bear none. */
export function regions() {
  const found = new Map();
  for (const each of core.documents) found.set(each.region || "", each.region_name || (each.region ?? t("nation")));
  return [...found].sort();
}

/** Returns the years that the documents' periods cover. */
export function years() {
  return [...new Set(core.documents.flatMap((each) => each.years))].sort();
}
