// The conversation: asking, following, stopping, and what this tab keeps of it.

const KEPT = "tillitsguiden-talk";
const DRAFT = "tillitsguiden-draft";
const MODE = "tillitsguiden-mode";

const isBusy = () => Boolean(find("#newest .exchange[data-busy=yes]"));

function ask(button) {
  if (!isBusy()) tell("submit", { question: button.dataset.question });
}

/** Keep the end of a growing answer in view, but never push its question out at the top. */
function follow(newest, state) {
  // Whoever opens the address of a section wants to see that, and not the end of a conversation that was kept.
  if (newest.dataset.at !== state.at) state.following = isBusy() || !sectionOfAddress();
  state.at = newest.dataset.at;
  if (!state.following) return;
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

/** Keep what the server gives of the newest exchange; it takes the place of what was kept from there on. */
function keep(newest) {
  if (!newest.dataset.kept) return;
  const rows = kept.read(KEPT, []);
  const at = Number(newest.dataset.at);
  const before = rows[at];
  const row = JSON.parse(newest.dataset.kept);
  const isSame = before?.answer && before.answer.id === row.answer?.id;
  rows.splice(at, rows.length, isSame ? { ...before, ...row } : row);
  kept.write(KEPT, rows);
}

/** What the server says of the newest exchange; other changes in the talk, such as a thumb's, are of no account. */
function signOf(newest) {
  if (!newest) return "";
  const { at, busy, kept: row = "" } = newest.dataset;
  return `${at} ${busy} ${row}`;
}

function watchTalk() {
  const talk = find("#talk");
  const state = { sign: "", at: null, following: true };
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    talk.addEventListener(kind, () => (state.following = false), { passive: true });
  }
  const watched = { childList: true, subtree: true, characterData: true, attributeFilter: ["data-at", "data-busy", "data-kept"] };
  new MutationObserver(() => {
    const newest = find("#newest .exchange");
    const sign = signOf(newest);
    const isNew = sign !== state.sign;
    const wasBusy = document.body.classList.contains("answering");
    state.sign = sign;
    document.body.classList.toggle("talking", Boolean(find("#talk .words"))); // there is something to save
    if (isBusy() !== wasBusy) swapButtons();
    showThumbs();
    if (!newest) return;
    if (isNew) keep(newest);
    if (isNew && !isBusy()) lightNewest({ follow: wasBusy });
    if (isBusy() && !wasBusy) forgetReturn(), darken();
    if (isNew || isBusy()) follow(newest, state);
  }).observe(talk, watched);
}

/** Give the server what this tab kept; whoever chose the guidance's own words goes on sending nothing to a model. */
function restore() {
  const rows = kept.read(KEPT, []);
  const mode = kept.read(MODE, "");
  if (rows.length || mode) tell("load", { kept: rows.length ? JSON.stringify(rows) : "", mode });
  return rows.length > 0;
}

/** The page is uncovered when the conversation is back, or after a while in any case; then its places are known. */
function uncover() {
  const cover = find("#opening");
  const open = () => (cover?.remove(), goToAddress());
  if (!restore()) return open();
  const back = new MutationObserver(() => find("#newest .exchange") && end());
  const end = () => (back.disconnect(), clearTimeout(patience), open());
  back.observe(find("#talk"), { childList: true, subtree: true });
  const patience = setTimeout(end, 3000);
}

// ---- The input ---------------------------------------------------------------------------------------------------

function countCharacters(textarea) {
  const line = find("#beneath .count");
  const limit = Number(line.dataset.limit);
  const left = limit - Array.from(textarea.value.trim()).length;
  const words = left < 0 ? line.dataset.over : left <= limit / 10 ? line.dataset.left : "";
  line.textContent = words.replace("{count}", Math.abs(left));
  line.classList.toggle("over", left < 0);
}

/** What was typed and not sent outlives a reload as well. */
function restoreDraft() {
  const area = find("#question textarea");
  const draft = kept.read(DRAFT, "");
  if (!draft || area.value) return;
  area.value = draft;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The input takes the question to be changed as soon as it stands there. */
function edit() {
  const area = find("#question textarea");
  const line = find("#editing");
  const ready = new MutationObserver(() => {
    ready.disconnect();
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(area.value.length, area.value.length));
  });
  ready.observe(line, { childList: true, subtree: true });
  tell("edit");
}

function cancel() {
  tell("undo");
  find("#question textarea").focus();
}

function begin() {
  kept.write(KEPT, []);
  forgetReturn();
  darken();
  tell("clear");
  goTo("question");
}

// ---- Wiring ------------------------------------------------------------------------------------------------------

/** Follow a link of the bar on top. */
function followLink(link) {
  if (link.dataset.jump === "guide") offerReturn(link, "");
  goTo(link.dataset.jump);
}

function goTo(id) {
  const area = document.getElementById(id);
  reveal(find("textarea", area) ?? area, "start");
}

const actions = [
  [".cite, .source", light],
  [".nearest", visit],
  [".back", goBack],
  ["button.ask", ask],
  ["[data-jump]", followLink],
  [".contents a", openSection],
  [".anchor", copyAddress],
  ["[data-do=edit]", edit],
  ["[data-do=cancel]", cancel],
  ["[data-do=new]", begin],
];

document.addEventListener("click", (event) => {
  for (const [selector, act] of actions) {
    const element = event.target.closest(selector);
    if (!element) continue;
    if (element.tagName === "A") event.preventDefault();
    act(element);
    return;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (find(".menu[open]")) closeMenus(true);
  else if (event.target.matches("#question textarea") && find("#editing button")) cancel();
  else if (returnTo) goBack();
});

document.addEventListener("input", (event) => {
  if (event.target.matches("#question textarea")) countCharacters(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("#mode input")) kept.write(MODE, event.target.value);
});

whenOpened.push(watchTalk, uncover, restoreDraft);

const keepDraft = () => kept.write(DRAFT, find("#question textarea")?.value ?? "");
let hiddenAt = 0;
addEventListener("pagehide", keepDraft);
document.addEventListener("visibilitychange", () => {
  // A phone that slept may have been forgotten by the server.
  if (document.hidden) (hiddenAt = Date.now()), keepDraft();
  else if (Date.now() - hiddenAt > 60_000) restore();
});
