// The facilitator's page: it asks again and again what is new, and leaves alone what is being read or used.

const EVERY_MS = 1500;
const SUMMARY_MS = 4000;

const list = find("#list");
let seen = 0; // the session's count of changes when we last looked
let isFirst = true;
let timer = null;
const summary = { at: 0, of: "" };

// ---- Questions ---------------------------------------------------------------------------------------------------

/** Remember what has the focus inside an area, by what it is rather than by its element; returns how to give it back. */
function heldFocus(area) {
  const active = document.activeElement;
  if (!area.contains(active)) return () => {};
  const card = active.closest("[data-id]")?.id;
  const key = active.dataset.key ?? active.closest("[data-key]")?.dataset.key;
  const acts = { show: "unshow", pin: "unpin", hide: "unhide", unshow: "show", unpin: "pin", unhide: "hide" };
  const act = active.dataset.do;
  const tag = active.tagName.toLowerCase();
  return () => {
    if (document.activeElement === active) return;
    const root = card ? document.getElementById(card) : area;
    const found =
      (act && root && (find(`[data-do=${act}]`, root) ?? find(`[data-do=${acts[act]}]`, root))) ||
      (key && (find(`[data-key="${key}"] > summary`, area) ?? find(`[data-key="${key}"]`, area))) ||
      (root && find(tag, root));
    (found ?? find("#questions")).focus({ preventScroll: true });
  };
}

/** Pinned questions first, then the newest. */
const isBefore = (one, other) =>
  "pinned" in one.dataset !== "pinned" in other.dataset
    ? "pinned" in one.dataset
    : Number(one.dataset.id) > Number(other.dataset.id);

function place(card) {
  const next = [...list.children].find((other) => other !== card && isBefore(card, other)) ?? null;
  if (card.nextElementSibling !== next || card.parentElement !== list) list.insertBefore(card, next);
}

function drawCards(cards) {
  const giveBack = heldFocus(list);
  const fresh = [];
  for (const { id, html, question } of cards) {
    const card = drawn(html).firstElementChild;
    const old = document.getElementById(`q${id}`);
    if (old) {
      const details = find("details", card);
      if (details && find("details", old)?.open) details.open = true;
      old.replaceWith(card);
    } else fresh.push({ card, question });
    place(card);
  }
  giveBack();
  if (!isFirst) announce(fresh);
  choose();
}

/** New questions are told once, when they come. */
function announce(fresh) {
  if (!fresh.length) return;
  const line = find("#arrived");
  const words = fresh.length === 1 ? line.dataset.one : line.dataset.many;
  line.textContent = words.replace("{question}", fresh[0].question).replace("{count}", fresh.length);
  for (const { card } of fresh) card.classList.add("fresh");
}

/** Show the questions that are wanted. */
function choose() {
  const wanted = find("[name=filter]:checked").value;
  const fits = {
    all: (card) => !("hidden" in card.dataset),
    pinned: (card) => "pinned" in card.dataset,
    "open-ends": (card) => card.dataset.status !== "answered" && !("hidden" in card.dataset),
    hidden: (card) => "hidden" in card.dataset,
  };
  for (const card of list.children) card.hidden = !fits[wanted](card);
  const counts = {};
  for (const { value, nextElementSibling: name } of findAll("[name=filter]")) {
    counts[value] = [...list.children].filter(fits[value]).length;
    if (counts[value]) name.dataset.count = counts[value];
    else delete name.dataset.count;
  }
  const count = counts[wanted];
  const line = find("#empty");
  line.textContent = count ? "" : list.children.length ? line.dataset.like : line.dataset.none;
}

// ---- Asking again and again --------------------------------------------------------------------------------------

function drawState(told) {
  const state = find("#state");
  if (state.textContent !== told.stateText) state.textContent = told.stateText;
  document.body.dataset.state = told.state;
  find("#participants").textContent = told.participants;
  find("#count").textContent = told.count;
  find("#code").textContent = told.code;
  const closing = find("#closing");
  closing.dataset.do = told.state === "closed" ? "open" : "close";
  closing.textContent = document.body.dataset[closing.dataset.do];
  const isOver = told.state === "ended";
  find("#over").hidden = !isOver;
  closing.hidden = isOver;
  find(".way-in").hidden = isOver; // its code leads nowhere any more
  find("[data-ask=end]").hidden = isOver;
}

async function look() {
  clearTimeout(timer);
  const response = await fetched(`/ledare/changes?since=${seen}`);
  if (response?.status === 403) return tellLost(document.body.dataset.gone);
  const told = response?.ok ? await response.json().catch(() => null) : null;
  tellLost(told ? "" : find("#lost").dataset.said);
  if (told) {
    drawState(told);
    drawCards(told.cards);
    seen = told.changes;
    isFirst = false;
    const isOverdue = (card) => Date.now() / 1000 > Number(card.dataset.at) + 65;
    if (findAll("[data-status=waiting]", list).some(isOverdue)) seen = 0; // how far it has come is told anew
    if (told.count < list.children.length) {
      // Some were deleted: look at all of them anew.
      list.replaceChildren();
      seen = 0;
      isFirst = true;
    }
    await drawSummary(told.summary);
  }
  timer = setTimeout(look, EVERY_MS);
}

async function drawSummary(of) {
  if (of === summary.of || Date.now() - summary.at < SUMMARY_MS) return;
  const response = await fetched("/ledare/summary");
  if (!response?.ok) return;
  const { html } = await response.json();
  Object.assign(summary, { at: Date.now(), of });
  const area = find("#summary");
  if (area.dataset.html === html) return;
  const giveBack = heldFocus(area);
  const open = findAll("details[open]", area).map((each) => each.dataset.key);
  area.replaceChildren(drawn(html));
  area.dataset.html = html;
  for (const each of findAll("details", area)) each.open = open.includes(each.dataset.key);
  giveBack();
}

// ---- Doing -------------------------------------------------------------------------------------------------------

function say(text) {
  const line = find("#said");
  line.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (line.textContent = ""), 6000);
}

async function act(name, id, address = "") {
  const query = new URLSearchParams({ exchange: id ?? 0, address });
  const response = await fetched(`/ledare/do/${name}?${query}`, { method: "POST", signal: null });
  const told = response ? await response.json().catch(() => ({})) : {};
  if (!response?.ok) return say(told.message ?? find("#said").dataset.failed);
  if (told.reload) return location.reload();
  if (told.html) return showErased(told.html);
  look();
}

/** What was deleted takes the place of everything. */
function showErased(html) {
  clearTimeout(timer);
  seen = -1;
  document.body.className = "room joining";
  document.body.replaceChildren(drawn(html));
  find("h1").focus();
}

function sure(name) {
  const dialog = find(`#ask-${name}`);
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => dialog.returnValue === name && act(name), { once: true });
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do], [data-ask], .cite, .saving a, #summary a");
  if (!event.target.closest(".saving") || event.target.closest(".saving a")) find(".saving")?.removeAttribute("open");
  if (!pressed) return;
  if (pressed.dataset.ask) return sure(pressed.dataset.ask);
  if (pressed.matches(".cite")) return lightSource(pressed);
  if (pressed.matches("#summary a")) return reveal(event, pressed);
  if (pressed.dataset.do && pressed.dataset.do !== "language") act(pressed.dataset.do, pressed.closest("[data-id]")?.dataset.id, pressed.dataset.address);
});

function lightSource(marker) {
  const answer = marker.closest(".answer");
  for (const source of findAll(".sources li", answer)) {
    source.classList.toggle("lit", source.value === Number(marker.dataset.number));
  }
  find(".sources .lit", answer)?.scrollIntoView({ block: "nearest" });
}

/** Follow a link to a question, also to one that the filter keeps away. */
function reveal(event, link) {
  event.preventDefault();
  const card = find(link.getAttribute("href"));
  if (!card) return;
  if (card.hidden) {
    find("[name=filter][value=all]").checked = true;
    choose();
  }
  card.scrollIntoView({ block: "center" });
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
}

document.addEventListener("change", (event) => event.target.name === "filter" && choose());
document.addEventListener("keydown", (event) => {
  const menu = find(".saving[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.removeAttribute("open");
  find("summary", menu).focus();
});

look();
