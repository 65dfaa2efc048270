// The evaluation's pages: the language, a run that is followed, and where the attention goes after something happened.
(() => {
  const button = document.querySelector("[data-language]");
  button?.addEventListener("click", () => {
    document.cookie = `language=${button.dataset.language}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });

  const wrong = document.getElementById("wrong");
  if (wrong) wrong.focus();

  const running = document.getElementById("running");
  const outcome = document.getElementById("outcome");
  if (outcome && sessionStorage.getItem("followed")) outcome.focus();
  sessionStorage.removeItem("followed");
  if (!running) return;
  const said = document.getElementById("said");
  const far = document.getElementById("far");
  let state = "";

  async function follow() {
    try {
      const told = await (await fetch(running.dataset.poll, { cache: "no-store" })).json();
      if (!told.busy) {
        sessionStorage.setItem("followed", "yes");
        location.replace(location.pathname);
        return;
      }
      // Read aloud when something new begins, not at every answer: the bar tells that.
      said.setAttribute("aria-live", told.state === state ? "off" : "polite");
      state = told.state;
      said.textContent = told.said;
      far.max = told.total || 1;
      far.value = told.done;
    } catch {
      // The program may be busy or ended; the next look tells.
    }
    setTimeout(follow, 700);
  }
  follow();
})();
