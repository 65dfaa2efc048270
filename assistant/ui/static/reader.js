// The guidance: lighting what an answer cites, the way there and back, and addresses of sections.

let returnTo = null; // the marker, button or link that led into the guidance
let returnY = 0; // where the page was scrolled to then

const spanOf = ({ dataset: { document: name, start, end, number } }) => ({
  name,
  start: Number(start),
  end: Number(end),
  number,
});

function blocksWithin({ name, start, end }) {
  return findAll("#reader [data-document]").filter(
    (block) => block.dataset.document === name && Number(block.dataset.start) < end && Number(block.dataset.end) > start,
  );
}

function darken() {
  findAll(".is-lit").forEach((trigger) => trigger.classList.remove("is-lit"));
  for (const mark of findAll("#reader mark")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

/** Cut one run of characters where spans begin and end. Offsets count code points, strings count UTF-16 units. */
function lightRun(run, spans, touched, begun) {
  const points = Array.from(run.textContent);
  const first = Number(run.dataset.s);
  const replaced = run.dataset.e !== undefined; // such as &amp;, which is lit as a whole
  const last = replaced ? Number(run.dataset.e) : first + points.length;
  const within = spans.filter((span) => span.start < last && span.end > first);
  if (!within.length) return;
  const cuts = replaced ? [] : within.flatMap(({ start, end }) => [start - first, end - first]);
  const places = [...new Set([0, ...cuts, points.length])].filter((at) => at >= 0 && at <= points.length);
  places.sort((a, b) => a - b);
  const pieces = places.slice(0, -1).map((from, at) => {
    const text = points.slice(from, places[at + 1]).join("");
    const here = within.filter((span) => replaced || (span.start <= first + from && span.end > first + from));
    return here.length ? marked(text, here, touched, begun) : text;
  });
  run.replaceChildren(...pieces);
}

/** The first mark of a span carries its number. */
function marked(text, spans, touched, begun) {
  const mark = document.createElement("mark");
  mark.textContent = text;
  const numbers = spans.map((span) => span.number).filter((number) => !begun.has(number));
  numbers.forEach((number) => begun.add(number));
  if (numbers.length) mark.dataset.number = numbers.join(" · ");
  if (spans.some((span) => span.number === touched)) mark.classList.add("is-touched");
  return mark;
}

/** Light everything that an answer cites, and what was touched more strongly; give the first mark of that. */
function lightAnswer(exchange, touched = null) {
  darken();
  const spans = findAll(".source", exchange).map(spanOf);
  const begun = new Set();
  const blocks = new Set(spans.flatMap(blocksWithin));
  for (const block of findAll("#reader [data-document]").filter((block) => blocks.has(block))) {
    const own = spans.filter((span) => span.name === block.dataset.document);
    findAll("[data-s]", block).forEach((run) => lightRun(run, own, touched, begun));
  }
  if (touched === null) return find("#reader mark");
  findAll(".cite, .source", exchange)
    .filter((trigger) => trigger.dataset.number === touched)
    .forEach((trigger) => trigger.classList.add("is-lit"));
  return find("#reader mark.is-touched");
}

/** The newest answer's sources are lit, and beside the conversation the guidance shows the first of them. */
function lightNewest({ follow = false } = {}) {
  const newest = find("#newest .exchange");
  if (!newest) return darken();
  const mark = lightAnswer(newest);
  if (follow && mark && twoPanes.matches && !find("#guide").contains(document.activeElement)) {
    mark.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "center" });
  }
}

/** Show the way back to what led here. */
function offerReturn(trigger, shown) {
  returnTo = trigger;
  returnY = scrollY;
  const bar = find("#reader .back-bar");
  if (!bar) return;
  find("#shown", bar).textContent = shown;
  const { answer, chat } = find(".back", bar).dataset;
  find(".back-label", bar).textContent = trigger.dataset.jump ? chat : answer;
  bar.hidden = false;
}

function light(trigger) {
  const { number } = trigger.dataset;
  const mark = lightAnswer(trigger.closest(".exchange"), number);
  if (!mark) return;
  mark.tabIndex = -1;
  mark.setAttribute("aria-describedby", "shown");
  offerReturn(trigger, find("#shown").dataset.source.replace("{number}", number));
  reveal(mark);
}

/** Go to the section of a place without lighting anything: it is near what was asked, and no evidence. */
function visit(trigger) {
  const [block] = blocksWithin(spanOf(trigger));
  if (!block) return;
  darken();
  offerReturn(trigger, find("#shown").dataset.section);
  const headings = [".part-of-text", "article"].map((part) => block.closest(part)).filter(Boolean);
  reveal(headings.map((part) => find("h2, h3, h4, h5, h6", part)).find(Boolean) ?? block, "start");
}

function forgetReturn() {
  returnTo = null;
  const bar = find("#reader .back-bar");
  if (bar) bar.hidden = true;
}

function goBack() {
  const target = returnTo?.isConnected ? returnTo : find("#question textarea");
  forgetReturn();
  lightNewest();
  if (target.dataset.jump) {
    scrollTo({ top: returnY });
    target.focus({ preventScroll: true });
  } else {
    reveal(target);
  }
}

// ---- Addresses of sections ---------------------------------------------------------------------------------------

/** The heading that the address names; null where it names none. */
function sectionOfAddress() {
  const heading = document.getElementById(location.hash.slice(1));
  return heading?.closest("#reader") ? heading : null;
}

/** Go to the section that the address names; where the conversation lies above it, the way there is shown. */
function goToAddress() {
  const heading = sectionOfAddress();
  if (!heading) return;
  if (!twoPanes.matches) {
    offerReturn(find(".to-guide"), "");
    returnY = find("#guide").offsetTop - innerHeight; // the end of the conversation
  }
  reveal(heading, "start");
}

async function copyAddress(link) {
  const address = new URL(link.hash, location.origin + location.pathname);
  history.replaceState(null, "", address);
  await copy(address.href).then(() => say(word("linkCopied")), () => say(address.href));
}

function openSection(link) {
  history.replaceState(null, "", link.hash);
  reveal(document.getElementById(link.hash.slice(1)), "start");
}

addEventListener("hashchange", goToAddress);
