/** Returns where the address points: {view, id, params}. */
export function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, id = ""] = path.split("/");
  return { view: view || "overview", id: decodeURIComponent(id), params: new URLSearchParams(query) };
}

/** Returns the address of a view. */
export function href(view, id = "", params = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== "" && value !== undefined && value !== null && value !== false) query.set(key, value);
  }
  const words = query.toString();
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${words ? `?${words}` : ""}`;
}

/** Goes to a view, as a link would. */
export function go(view, id, params) {
  location.hash = href(view, id, params);
}

/** Puts what is chosen in a view into the address, without another step in the history. */
export function note(view, id, params) {
  history.replaceState(null, "", href(view, id, params));
}
