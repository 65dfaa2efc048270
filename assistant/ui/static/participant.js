// The chat in a workshop: the conversation comes from the facilitator's computer, and the room may be closed.

const ROOM_MS = 5000;

document.documentElement.classList.add("workshop");

/** The tab keeps what the server keeps: copying, thumbs and saving work in every tab, also after a restart. */
async function fetchTalk() {
  try {
    const response = await fetch("/tillitsguiden/talk", { cache: "no-store" });
    if (!response.ok) return;
    const rows = await response.json();
    kept.write(KEPT, rows);
    if (rows.length) restore();
    showThumbs();
  } catch {
    // connection.js tells of a lost connection
  }
}

async function lookAtRoom() {
  try {
    const response = await fetch("/tillitsguiden/room", { cache: "no-store" });
    // The workshop was deleted: the way in says so, and no way leads back to the conversation.
    if (response.status === 403) location.replace("/");
    else if (response.ok) showRoom(await response.json());
  } catch {
    // the same
  }
}

async function watchRoom() {
  await lookAtRoom();
  setTimeout(watchRoom, ROOM_MS);
}

/** One line above the input while nobody can ask. */
function showRoom({ state, line, link }) {
  let place = find("#room-state");
  if (!place) {
    place = document.createElement("p");
    place.id = "room-state";
    place.setAttribute("role", "status");
    find("#composer").prepend(place);
  }
  document.documentElement.classList.toggle("over", Boolean(link)); // nothing can be asked any more
  if (place.dataset.line === line) return;
  place.dataset.line = line;
  place.textContent = line;
  if (!link) return;
  const way = document.createElement("a");
  way.href = "/ga-med";
  way.textContent = link;
  place.append(" ", way);
}

/** What somebody does in a room that is gone would fail without a word until the next look. */
document.addEventListener("click", (event) => {
  if (event.target.closest("#ask, button.ask, [data-do]")) lookAtRoom();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("#question textarea")) lookAtRoom();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do=anyway], [data-do=reword]");
  if (!button) return;
  const area = find("#question textarea");
  if (button.dataset.do === "anyway") tell("submit", { question: area.value, anyway: true });
  area.focus();
});

/** A reminder about words that are no longer there is of no use. */
document.addEventListener("input", (event) => {
  if (event.target.matches("#question textarea") && !event.target.value.trim() && find("#editing .reminder")) tell("undo");
});

if (new URLSearchParams(location.search).has("med")) history.replaceState(null, "", location.pathname);
whenOpened.push(fetchTalk, watchRoom);
