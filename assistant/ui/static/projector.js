// The big screen: it shows what the facilitator chose, and how to join while nothing is chosen.

const EVERY_MS = 1000;

let shown = "";

async function look() {
  const response = await fetched(`/projektor/shown?seen=${encodeURIComponent(shown)}`);
  if (response?.status === 403) {
    find("#screen").replaceChildren(); // what was deleted does not stay on the wall, nor a code that leads nowhere
    return tellLost(document.body.dataset.gone);
  }
  const told = response?.ok ? await response.json().catch(() => null) : null;
  tellLost(told ? "" : find("#lost").dataset.said);
  if (told?.html) {
    find("#screen").replaceChildren(drawn(told.html));
    for (const marker of findAll(".cite")) marker.tabIndex = -1; // there is nothing to press here
    scrollTo(0, 0);
  }
  shown = told?.key ?? shown;
  setTimeout(look, EVERY_MS);
}

find("#full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
});

look();
