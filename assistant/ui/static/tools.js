// What can be done with an answer and with the conversation: copying, thumbs, saving, printing, the other language.

async function copyAnswer(button) {
  await copy(button.dataset.copy).then(() => say(word("copied")), () => say(word("notCopied")));
}

// ---- Thumbs ------------------------------------------------------------------------------------------------------

const placeOf = (element) => Number(element.closest(".exchange").dataset.at);

/** What is drawn anew knows nothing of thumbs: they are kept in this tab. */
function showThumbs() {
  const rows = kept.read(KEPT, []);
  for (const exchange of findAll("#talk .exchange")) {
    const vote = rows[Number(exchange.dataset.at)]?.vote;
    for (const button of findAll("[data-do=up], [data-do=down]", exchange)) {
      button.setAttribute("aria-pressed", String(button.dataset.do === vote));
    }
  }
}

async function rate(exchange, { vote, word: said = "", consents = false }) {
  const rows = kept.read(KEPT, []);
  const row = rows[placeOf(exchange)];
  if (!row?.answer) return false;
  const opinion = { answer: row.answer, vote, word: said, consents, receipt: row.receipt ?? "", language };
  const line = find(".receipt", exchange);
  try {
    const response = await fetch("/tillitsguiden/rate", { method: "POST", body: JSON.stringify(opinion) });
    const told = await response.json();
    if (!response.ok) throw new Error(told.message);
    const now = kept.read(KEPT, []);
    now[placeOf(exchange)] = { ...row, vote, receipt: told.receipt };
    kept.write(KEPT, now);
    line.textContent = vote ? word(said ? "ratedWord" : "rated") : word("unrated");
    return true;
  } catch (error) {
    // A message of the server's is for the person; what the browser or a parser says is not.
    line.textContent = error.constructor === Error ? error.message : word("notRated");
    return false;
  } finally {
    showThumbs();
  }
}

async function vote(button) {
  const exchange = button.closest(".exchange");
  const isTakenBack = button.getAttribute("aria-pressed") === "true";
  find(".word", exchange)?.remove();
  if (!(await rate(exchange, { vote: isTakenBack ? null : button.dataset.do })) || isTakenBack) return;
  const form = find("#word-form").content.firstElementChild.cloneNode(true);
  find("span", form).textContent = word(button.dataset.do === "up" ? "wordUp" : "wordDown");
  form.dataset.vote = button.dataset.do;
  find(".receipt", exchange).after(form);
  form.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "nearest" }); // it may lie behind the input
}

async function sendWord(form) {
  const said = { vote: form.dataset.vote, word: form.elements.word.value.trim(), consents: form.elements.consents.checked };
  const exchange = form.closest(".exchange");
  if (!(await rate(exchange, said))) return;
  const held = form.contains(document.activeElement);
  form.remove();
  if (held) find(`[data-do=${said.vote}]`, exchange).focus();
}

// ---- Saving and printing -----------------------------------------------------------------------------------------

function closeMenus(focus = false) {
  for (const menu of findAll(".menu[open]")) {
    menu.open = false;
    if (focus) find("summary", menu).focus();
  }
}

/** Fetched and not navigated to: a browser that begins to leave the page makes Gradio end its stream. */
async function save(button) {
  closeMenus(true);
  const sent = new URLSearchParams({ kept: JSON.stringify(kept.read(KEPT, [])), format: button.dataset.format, language });
  const response = await fetch("/tillitsguiden/save", { method: "POST", body: sent }).catch(() => null);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response?.headers.get("content-disposition") ?? "")?.[1];
  const file = await response?.blob().catch(() => null);
  if (!response?.ok || !name || !file) return say(word(response?.status === 429 ? "savedTooFast" : "notSaved"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = decodeURIComponent(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a slow phone may still be reading it
}

function printPart(button) {
  closeMenus();
  document.body.dataset.printed = button.dataset.print;
  print();
}

addEventListener("beforeprint", () => {
  document.body.dataset.printed ??= find("#newest .exchange") ? "talk" : "guide";
});
addEventListener("afterprint", () => delete document.body.dataset.printed);

/** The choice outlives the visit; where the address names a section, the other page shows it too. */
function changeLanguage(link) {
  document.cookie = `language=${link.hreflang}; path=/; max-age=31536000; samesite=lax`;
  location.assign(link.pathname + location.search + location.hash);
}

const tools = { copy: copyAnswer, up: vote, down: vote, save, print: printPart, language: changeLanguage };

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && tools[button.dataset.do]) {
    event.preventDefault();
    tools[button.dataset.do](button);
  }
  if (!event.target.closest(".menu")) closeMenus();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".word")) return;
  event.preventDefault();
  sendWord(event.target);
});
