// Taking a quote from the text: what is marked there goes into the form once the server has found it in the text.
(() => {
  const form = document.getElementById("prompt");
  if (!form) return;
  const article = document.getElementById("article");
  const marking = document.querySelector(".marking");
  const marked = document.getElementById("marked");
  const use = document.getElementById("use");
  const useOther = document.getElementById("use-other");
  const sentences = [...article.querySelectorAll(".sentence")];
  let quote = "";
  let last = -1;
  let at = -1;

  const boxes = () => [...document.querySelectorAll("textarea[name=quotes]")];

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || !article.contains(selection.anchorNode) || !article.contains(selection.focusNode)) return;
    const text = selection.toString().replace(/\s+/g, " ").trim();
    if (!text) return;
    quote = text;
    marking.hidden = false;
    marked.textContent = `”${text}”`;
    last = boxes().findLastIndex((box) => box.value.trim());
    useOther.hidden = last < 0;
    useOther.textContent = form.dataset.alternative.replace("{number}", last + 1);
  });

  function added() {
    const empty = boxes().find((box) => !box.value.trim());
    if (empty) return empty;
    const number = boxes().length;
    const frame = boxes()[0].closest(".quote").cloneNode(true);
    const box = frame.querySelector("textarea");
    const label = frame.querySelector("label");
    frame.querySelector(".wrong")?.remove();
    box.id = `quotes-${number}`;
    box.value = "";
    box.removeAttribute("aria-invalid");
    label.htmlFor = box.id;
    label.textContent = form.dataset.number.replace("{number}", number + 1);
    boxes()[number - 1].closest(".quote").after(frame);
    return box;
  }

  async function take(target) {
    if (!quote) { marked.textContent = form.dataset.nothing; return; }
    const body = new URLSearchParams({ svit: form.elements.svit.value, citat: quote });
    let told;
    try {
      told = await (await fetch(form.dataset.check, { method: "POST", body })).json();
    } catch {
      told = { quote }; // it is checked once more when the form is saved
    }
    if (!told.quote) { marked.textContent = told.problem; return; }
    const box = target ?? added();
    box.value = box.value.trim() ? `${box.value.trim()}\n${told.quote}` : told.quote;
    box.closest(".quote").classList.add("fresh");
    quote = "";
    getSelection().removeAllRanges();
    marked.textContent = form.dataset.added;
    useOther.hidden = true;
  }

  use.addEventListener("click", () => take());
  useOther.addEventListener("click", () => take(boxes()[last]));

  // By keyboard: the arrows go from sentence to sentence, Enter takes the one that is marked.
  article.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); take(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.shiftKey) return;
    event.preventDefault();
    at = Math.min(sentences.length - 1, Math.max(0, at + step));
    getSelection().selectAllChildren(sentences[at]);
    sentences[at].scrollIntoView({ block: "nearest" });
  });
  article.addEventListener("pointerdown", (event) => {
    const sentence = event.target.closest(".sentence");
    if (sentence) at = sentences.indexOf(sentence);
  });

  // The kind says what is usually right, until somebody has said otherwise.
  const kind = form.elements.kind;
  const statuses = [...form.elements.status];
  let chosen = form.elements.id.value !== "" || document.getElementById("wrong") !== null;
  statuses.forEach((box) => box.addEventListener("change", () => { chosen = true; }));
  kind.addEventListener("change", () => {
    if (chosen) return;
    const usual = ["answerable", "chitchat"].includes(kind.value) ? "answered" : "refused";
    statuses.forEach((box) => { box.checked = box.value === usual; });
  });

  // What was typed is not lost to a slip.
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
