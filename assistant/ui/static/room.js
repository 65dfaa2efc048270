// What the workshop's own pages share.

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const PATIENCE_MS = 8000;

// The workshop was deleted: what this tab kept of the conversation goes with it.
if ("forget" in document.body.dataset) sessionStorage.clear();

/** Ask the server for something; null where it cannot be reached. */
async function fetched(path, options = {}) {
  try {
    return await fetch(path, {
      cache: "no-store",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...options,
    });
  } catch {
    return null;
  }
}

/** The server escapes all that comes from people, and the page's policy runs nothing that stands in HTML. */
function drawn(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Say that the server is lost, or that this page is closed to us; nothing where neither is so. */
function tellLost(text) {
  const line = find("#lost");
  if (line.textContent !== text) line.textContent = text;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-do=language]");
  if (!link) return;
  event.preventDefault();
  document.cookie = `language=${link.dataset.language}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
});
