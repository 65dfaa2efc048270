// What all scripts of the page share. Gradio draws everything; the scripts only listen, and read data-attributes.

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const twoPanes = matchMedia("(min-width: 60rem)");
const { language } = document.currentScript.dataset;

function reveal(element, block = "center") {
  element.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block, inline: "nearest" });
  element.focus({ preventScroll: true });
}

/** Reach the server: "submit", "clear", "load", "edit" and "undo" have a function there. */
function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent("tell", { detail: { name, ...detail } }));
}

/** One of the texts that the scripts say. */
const word = (name) => find("#words").dataset[name];

/** Say what was done, for a moment, on the screen and aloud. */
function say(text) {
  const line = find("#said");
  line.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (line.textContent = ""), 4000);
}

/** The older way is for pages that are not served over https, as on a local network. */
async function copy(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const held = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  held?.focus({ preventScroll: true });
  if (!copied) throw new Error("not allowed");
}

/** Keep something for this tab alone. A browser that keeps nothing is no reason to stop. */
const kept = {
  read(name, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch (error) {
      console.warn("The browser does not keep the conversation.", error);
    }
  },
};

const whenOpened = []; // what is to be done as soon as everything is drawn

/** Gradio sets the language of the browser, which is not the one the page is written in. */
function keepLanguage() {
  const keep = () => {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  };
  new MutationObserver(keep).observe(document.documentElement, { attributeFilter: ["lang"] });
  keep();
}

/** Gradio wraps the page in one <main>: name the real areas. */
function nameAreas() {
  find("main")?.setAttribute("role", "presentation");
  const { chat, guide } = find(".brand").dataset;
  const areas = { top: ["banner"], chat: ["main", chat], talk: ["log", chat], guide: ["complementary", guide] };
  for (const [id, [role, label]] of Object.entries(areas)) {
    const area = document.getElementById(id);
    area.setAttribute("role", role);
    if (label) area.setAttribute("aria-label", label);
  }
  // What is spoken is chosen on the server: or every repainted word would be read out.
  find("#talk").setAttribute("aria-live", "off");
  find("#guide").tabIndex = -1;
}

/** On a phone the input's hint is the short one: the long one would be cut off. */
function fitHint() {
  const area = find("#question textarea");
  const long = area.placeholder;
  const narrow = matchMedia("(max-width: 40rem)");
  const fit = () => (area.placeholder = narrow.matches ? word("hint") : long);
  narrow.addEventListener("change", fit);
  fit();
}

keepLanguage();

const waiting = new MutationObserver(() => {
  if (!find("#newest .welcome, #newest .exchange") || !find("#reader .back-bar, #reader .empty")) return;
  if (!find("#question textarea") || !find("#words")) return;
  waiting.disconnect();
  nameAreas();
  fitHint();
  for (const start of whenOpened) start();
});
waiting.observe(document.documentElement, { childList: true, subtree: true });
