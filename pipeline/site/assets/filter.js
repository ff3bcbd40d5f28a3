/** Returns whether a task meets all that is asked for; what is empty asks for nothing. */
export function meets(task, asked) {
  const { of } = task;
  return (
    (!asked.document || of.document === asked.document) &&
    (!asked.year || of.years.includes(Number(asked.year))) &&
    (!asked.region || within(of.region, asked.region)) &&
    (!asked.lead || !task.units.some((unit) => unit.role === "lead")) &&
    (!asked.below || task.sure < Number(asked.below)) &&
    dueWithin(task.deadline, asked) &&
    answers(task, asked) &&
    (!asked.words || hay(task).includes(asked.words.toLowerCase()))
  );
}

function within(region, wanted) {
  if (wanted === "-") return !region;
  const stem = wanted.replace(/(?:00)+$/, "");
  return (region ?? "").startsWith(stem);
}

function dueWithin(deadline, asked) {
  if (asked.due === "none") return !deadline;
  if (!asked.from && !asked.to) return true;
  return Boolean(deadline) && (!asked.from || deadline >= asked.from) && (!asked.to || deadline <= asked.to);
}

/** An agency is told by its id, or by a part of its names. */
function answers(task, asked) {
  if (!asked.agency && !asked.role) return true;
  return task.units.some(
    ({ agency, role }) =>
      (!asked.role || role === asked.role) &&
      (!asked.agency || agency.agency === asked.agency || agency.name.includes(asked.agency) || (agency.printed ?? "").includes(asked.agency)),
  );
}

/** Returns all words of a task that a search looks at. */
export function hay(task) {
  if (task.hay === undefined) {
    const names = task.units.map(({ agency }) => `${agency.name} ${agency.printed ?? ""}`);
    // Joined once for each task: twenty thousand take a fifth of a second, so the page does it while it rests.
    task.hay = [task.number, task.title, task.section, task.of.title, ...task.targets, ...names].join("\n").toLowerCase();
  }
  return task.hay;
}
