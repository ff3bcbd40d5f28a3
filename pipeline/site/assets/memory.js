/** What the browser keeps for this page; where it may keep nothing (a strict file://), until it is closed. */
const here = new Map();

function remembers() {
  try {
    localStorage.setItem("zeren.probe", "1");
    localStorage.removeItem("zeren.probe");
    return true;
  } catch {
    return false;
  }
}

/** Whether the browser keeps what this page gives it. */
export const LASTING = remembers();

/** Keeps a text under a name; returns whether it will last. */
export function keep(name, text) {
  here.set(name, text);
  if (!LASTING) return false;
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the text that was kept under a name, null if none was. */
export function kept(name) {
  if (here.has(name)) return here.get(name);
  return LASTING ? localStorage.getItem(name) : null;
}
