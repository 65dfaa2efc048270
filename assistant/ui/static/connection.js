// Is the server there? When it is lost the page says so, keeps what is typed, and comes back with the conversation.

const EVERY_MS = 5000;
const SOON_MS = 1000;
const PATIENCE_MS = 4000;
const BACK = "tillitsguiden-back";

let instance = null; // which run of the server this page belongs to
let missed = 0;

async function look() {
  try {
    const response = await fetch("/tillitsguiden/alive", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    const found = (await response.json()).instance;
    if (missed > 1 || (instance && found !== instance)) return comeBack();
    instance = found;
    missed = 0;
  } catch {
    missed += 1;
    if (missed > 1) showLost();
  }
  setTimeout(look, missed ? SOON_MS : EVERY_MS);
}

function showLost() {
  if (document.body.classList.contains("lost")) return;
  document.body.classList.add("lost");
  const line = find("#connection p");
  line.textContent = line.dataset.lost;
}

/** A page drawn anew is the surest way to fit the server; the conversation and what is typed are kept in the tab. */
function comeBack() {
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
addEventListener("offline", () => ((missed = 2), showLost()));
whenOpened.push(greet);
