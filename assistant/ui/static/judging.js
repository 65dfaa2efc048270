// Judging: what is filled in is kept at once.
(() => {
  const form = document.getElementById("judge");
  if (!form) return;
  const kept = document.getElementById("kept");
  let waiting;
  let asked = Promise.resolve();

  async function keep() {
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "application/json" },
      });
      kept.textContent = answer.ok ? form.dataset.kept : form.dataset.notKept;
    } catch {
      kept.textContent = form.dataset.notKept;
    }
  }
  const later = (delay) => {
    clearTimeout(waiting);
    kept.textContent = "";
    // One after another, so that the last one written is the last one filled in.
    waiting = setTimeout(() => { asked = asked.then(keep); }, delay);
  };
  form.addEventListener("change", () => later(0));
  form.addEventListener("input", (event) => { if (event.target.id === "comment") later(600); });
  form.addEventListener("submit", () => clearTimeout(waiting));
})();
