// Behaviour of the page: from a marker to its sentence and back, following the talk, and what a keyboard needs.
// Gradio draws everything; this file only listens, and reads places from data-document, data-start and data-end.

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let returnTo = null; // the marker, button or link that led into the guidance
let returnY = 0; // where the page was scrolled to then

function reveal(element, block = "center") {
  element.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block, inline: "nearest" });
  element.focus({ preventScroll: true });
}

// ---- The guidance: lighting a span -------------------------------------------------------------------------------

function spanOf(element) {
  const { document: name, start, end } = element.dataset;
  return { name, start: Number(start), end: Number(end) };
}

function blocksWithin({ name, start, end }) {
  return findAll("#reader [data-document]").filter(
    (block) => block.dataset.document === name && Number(block.dataset.start) < end && Number(block.dataset.end) > start,
  );
}

function darken() {
  findAll(".is-lit").forEach((trigger) => trigger.classList.remove("is-lit"));
  for (const mark of findAll("#reader mark")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  const bar = find("#reader .back-bar");
  if (bar) bar.hidden = true;
}

/** Wrap the characters of one run that lie within the span. Offsets count code points, strings count UTF-16 units. */
function lightRun(run, { start, end }) {
  const points = Array.from(run.textContent);
  const runStart = Number(run.dataset.s);
  const replaced = run.dataset.e !== undefined; // such as &amp;, which is lit as a whole
  const runEnd = replaced ? Number(run.dataset.e) : runStart + points.length;
  if (runEnd <= start || runStart >= end) return null;
  const from = replaced ? 0 : Math.max(start - runStart, 0);
  const to = replaced ? points.length : Math.min(end - runStart, points.length);
  const mark = document.createElement("mark");
  mark.textContent = points.slice(from, to).join("");
  run.replaceChildren(points.slice(0, from).join(""), mark, points.slice(to).join(""));
  return mark;
}

/** Show the way back to what led here. */
function offerReturn(trigger, shown) {
  returnTo = trigger;
  returnY = scrollY;
  const bar = find("#reader .back-bar");
  if (!bar) return;
  find("#shown", bar).textContent = shown;
  const { answer, chat } = find(".back", bar).dataset;
  find(".back-label", bar).textContent = trigger.dataset.jump ? chat : answer;
  bar.hidden = false;
}

function light(trigger) {
  const span = spanOf(trigger);
  darken();
  const marks = blocksWithin(span)
    .flatMap((block) => findAll("[data-s]", block))
    .map((run) => lightRun(run, span))
    .filter(Boolean);
  if (!marks.length) return;
  const { number } = trigger.dataset;
  trigger.classList.add("is-lit");
  marks[0].dataset.number = number;
  marks[0].tabIndex = -1;
  marks[0].setAttribute("aria-describedby", "shown");
  offerReturn(trigger, find("#shown").dataset.source.replace("{number}", number));
  reveal(marks[0]);
}

/** Go to the section of a place without lighting anything: it is near what was asked, and no evidence. */
function visit(trigger) {
  const [block] = blocksWithin(spanOf(trigger));
  if (!block) return;
  darken();
  offerReturn(trigger, find("#shown").dataset.section);
  const headings = [".part-of-text", "article"].map((part) => block.closest(part)).filter(Boolean);
  reveal(headings.map((part) => find("h2, h3, h4, h5, h6", part)).find(Boolean) ?? block, "start");
}

function goBack() {
  darken();
  const target = returnTo?.isConnected ? returnTo : find("#question textarea");
  returnTo = null;
  if (target.dataset.jump) {
    scrollTo({ top: returnY });
    target.focus({ preventScroll: true });
  } else {
    reveal(target);
  }
}

// ---- The talk: asking, following, stopping -----------------------------------------------------------------------

const isBusy = () => Boolean(find("#talk .exchange[data-busy=yes]"));

function ask(button) {
  if (isBusy()) return;
  button.dispatchEvent(new CustomEvent("ask", { bubbles: true, detail: { question: button.dataset.question } }));
}

/** Keep the end of a growing answer in view, but never push its question out at the top. */
function follow(state) {
  const exchanges = findAll("#talk .exchange");
  const newest = exchanges.at(-1);
  if (exchanges.length !== state.count) state.following = true;
  state.count = exchanges.length;
  if (!newest || !state.following) return;
  const top = Math.max(find("#talk").getBoundingClientRect().top, 0);
  const room = find("#composer").getBoundingClientRect().top - top;
  newest.scrollIntoView({ block: newest.offsetHeight > room ? "start" : "end" });
}

/** The button in use gives way to the other when an answer begins or ends: the focus goes with it. */
function swapButtons() {
  const held = document.activeElement?.closest("#ask, #stop");
  document.body.classList.toggle("answering", isBusy());
  if (held) find(isBusy() ? "#stop" : "#ask").focus({ preventScroll: true });
}

function watchTalk(talk) {
  const state = { count: 0, following: true };
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    talk.addEventListener(kind, () => (state.following = false), { passive: true });
  }
  const seen = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["data-busy"] };
  new MutationObserver(() => {
    if (isBusy() !== document.body.classList.contains("answering")) swapButtons();
    follow(state);
  }).observe(talk, seen);
}

// ---- The input: its length ---------------------------------------------------------------------------------------

function countCharacters(textarea) {
  const line = find("#beneath .count");
  const limit = Number(line.dataset.limit);
  const left = limit - Array.from(textarea.value.trim()).length;
  const words = left < 0 ? line.dataset.over : left <= limit / 10 ? line.dataset.left : "";
  line.textContent = words.replace("{count}", Math.abs(left));
  line.classList.toggle("over", left < 0);
}

// ---- Wiring ------------------------------------------------------------------------------------------------------

const actions = [
  [".cite, .source", light],
  [".nearest", visit],
  [".back", goBack],
  ["button.ask", ask],
  ["[data-jump]", followLink],
  [".contents a", (link) => reveal(document.getElementById(link.hash.slice(1)), "start")],
];

/** Follow a link of the bar on top. */
function followLink(link) {
  darken();
  if (link.dataset.jump === "guide") offerReturn(link, "");
  goTo(link.dataset.jump);
}

function goTo(id) {
  const area = document.getElementById(id);
  reveal(find("textarea", area) ?? area, "start");
}

document.addEventListener("click", (event) => {
  for (const [selector, act] of actions) {
    const element = event.target.closest(selector);
    if (!element) continue;
    if (element.tagName === "A") event.preventDefault();
    act(element);
    return;
  }
  if (event.target.closest("#new")) returnTo = null, darken(), goTo("question");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && returnTo) goBack();
});

document.addEventListener("input", (event) => {
  if (event.target.matches("#question textarea")) countCharacters(event.target);
});

/** Gradio sets the language of the browser, which is not the one the page is written in. */
function keepLanguage(language) {
  const keep = () => {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  };
  new MutationObserver(keep).observe(document.documentElement, { attributeFilter: ["lang"] });
  keep();
}

/** Gradio wraps the page in one <main>: name the real areas. */
function nameAreas() {
  find("main")?.setAttribute("role", "presentation");
  const areas = { top: "banner", chat: "main", guide: "complementary" };
  for (const [id, role] of Object.entries(areas)) document.getElementById(id).setAttribute("role", role);
  const { chat, guide } = find(".brand").dataset;
  find("#chat").setAttribute("aria-label", chat);
  find("#guide").setAttribute("aria-label", guide);
  find("#guide").tabIndex = -1;
}

keepLanguage(document.currentScript.dataset.language);

const waiting = new MutationObserver(() => {
  const talk = find("#talk .log")?.closest("#talk");
  if (!talk || !find("#reader .back-bar, #reader .empty") || !find("#question textarea")) return;
  waiting.disconnect();
  nameAreas();
  watchTalk(talk);
  find("#opening")?.remove();
});
waiting.observe(document.documentElement, { childList: true, subtree: true });
