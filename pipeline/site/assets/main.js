import { core } from "./data.js";
import { el, say } from "./dom.js";
import { hay } from "./filter.js";
import { route } from "./route.js";
import { currentLanguage, setLanguage, t } from "./words.js";
import { showOverview } from "./overview.js";
import { showText } from "./text.js";
import { showTasks } from "./tasks.js";
import { showIndicators } from "./indicators.js";
import { showNetwork } from "./network.js";
import { showReview } from "./review.js";
import { keep, kept } from "./memory.js";

const VIEWS = { overview: showOverview, text: showText, tasks: showTasks, indicators: showIndicators, network: showNetwork, review: showReview };
const PORTION = 500;
const main = document.getElementById("main");
let leave = null;

/** Shows the view that the address points at. */
function show() {
  const { view, id, params } = route();
  leave?.();
  leave = null;
  document.getElementById("tip").hidden = true;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  main.className = `view-${view}`;
  main.replaceChildren();
  try {
    leave = (VIEWS[view] ?? showOverview)(main, id, params) ?? null;
  } catch (error) {
    main.replaceChildren(el("p", { class: "empty", text: t("app.failed", error.message) }));
    throw error;
  }
  scrollTo(0, 0);
}

function switchTo(number) {
  const button = document.getElementById("language");
  setLanguage(number);
  button.textContent = number ? "中文" : "English";
  button.lang = number ? "zh-CN" : "en";
}

switchTo(kept("zeren.language") === "en" ? 1 : 0);
document.getElementById("language").addEventListener("click", () => {
  switchTo(1 - currentLanguage());
  keep("zeren.language", currentLanguage() ? "en" : "zh");
  show();
});
addEventListener("hashchange", show);
addEventListener("unhandledrejection", (event) => say(t("app.failed", event.reason?.message ?? event.reason)));
show();
document.documentElement.dataset.ready = String(core.documents.length);
prepare(0);

/** Makes what a search looks at, a part after the other, while nothing else is to be done. */
function prepare(start) {
  for (const task of core.tasks.slice(start, start + PORTION)) hay(task);
  if (start + PORTION < core.tasks.length) setTimeout(prepare, 30, start + PORTION);
}
