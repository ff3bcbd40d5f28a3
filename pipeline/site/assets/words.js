const WORDS = JSON.parse(document.getElementById("data-words").textContent);

let language = 0;

/** Returns the number of the language: 0 Chinese, 1 English. */
export function currentLanguage() {
  return language;
}

/** Sets the language, of the page's fixed parts too. */
export function setLanguage(number) {
  language = number;
  document.documentElement.lang = number ? "en" : "zh-CN";
  document.title = t("app.title");
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
}

/** Returns the words of a key, with values in their places. */
export function t(key, ...values) {
  const words = WORDS[key];
  if (!words) throw new Error(`no words for ${key}`);
  return words[language].replace(/\{(\d)\}/g, (_, place) => values[Number(place)]);
}

/** Returns the words of a key, or the other text if there are none. */
export function wordsOr(key, otherwise) {
  return WORDS[key] ? WORDS[key][language] : otherwise;
}

/** Returns a number with its thousands apart. */
export function figure(number) {
  return number.toLocaleString(language ? "en" : "zh-CN");
}
