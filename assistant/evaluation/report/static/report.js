(() => {
  const form = document.querySelector(".filter");
  const cases = [...document.querySelectorAll(".case")].map((element) => ({
    element, words: element.textContent.toLowerCase(), ...element.dataset,
  }));
  const seek = document.getElementById("seek");
  const outcome = document.getElementById("outcome");
  const kind = document.getElementById("kind");
  const shown = document.getElementById("shown");

  function filter() {
    const words = seek.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of cases) {
      const isShown = (!outcome.value || each.outcome === outcome.value) && (!kind.value || each.kind === kind.value) &&
        words.every((word) => each.words.includes(word));
      each.element.hidden = !isShown;
      count += isShown;
    }
    shown.textContent = `${count} av ${cases.length} frågor visas.`;
  }

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
  // On paper everything is open, also what is folded on the screen.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const element of document.querySelectorAll("details:not([open])")) { element.open = true; folded.push(element); }
  });
  addEventListener("afterprint", () => { for (const element of folded.splice(0)) element.open = false; });
})();
