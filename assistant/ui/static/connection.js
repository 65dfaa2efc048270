// Is the server there? While it is lost the page says so and sends nothing; the conversation waits.

const EVERY_MS = 5000;
const SOON_MS = 1000;
const PATIENCE_MS = 8000;
const MISSES = 2; // from which on the server is lost, and not only slow
const BACK = "tillitsguiden-back";

let instance = null; // which run of the server this page belongs to
let missed = 0;

async function look() {
  try {
    const response = await fetch("/tillitsguiden/alive", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    const found = (await response.json()).instance;
    if (instance && found !== instance) return startAnew();
    if (document.body.classList.contains("lost")) showFound();
    instance = found;
    missed = 0;
  } catch {
    missed += 1;
    if (missed >= MISSES) showLost();
  }
  setTimeout(look, missed ? SOON_MS : EVERY_MS);
}

function showLost() {
  document.body.classList.add("lost");
  const line = find("#connection p");
  if (!line.textContent) line.textContent = line.dataset.lost;
}

function showFound() {
  document.body.classList.remove("lost");
  const line = find("#connection p");
  line.textContent = "";
  say(line.dataset.back);
  restore();
}

/** Another run of the server knows nothing of this page; the conversation and what is typed are kept in the tab. */
function startAnew() {
  kept.write(BACK, true);
  location.reload();
}

function greet() {
  if (kept.read(BACK, false)) {
    kept.write(BACK, false);
    say(find("#connection p").dataset.back);
  }
  look();
}

/** Nothing is sent while nobody is there to receive it. */
function hold(event) {
  if (!document.body.classList.contains("lost")) return;
  const sends =
    event.type === "click"
      ? event.target.closest("#ask, button.ask, [data-do=new], [data-do=edit]")
      : event.key === "Enter" && !event.shiftKey && event.target.matches("#question textarea");
  if (!sends) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener("click", hold, { capture: true });
addEventListener("keydown", hold, { capture: true });
addEventListener("keypress", hold, { capture: true });
addEventListener("offline", showLost);
whenOpened.push(greet);
