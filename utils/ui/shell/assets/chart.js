/* A link to a chart: what it lies in is opened, the page scrolls to it, and focus goes there. */

/** How long the page waits for a chart, and how long what is above one may still grow. */
const AWAITED_MS = 20000;
const GROWING_MS = 3000;

/**
 * The part of the page with a chart, if it is in the page and not hidden, as on a phone.
 * @param {string} key name of the chart
 * @returns {HTMLElement | null}
 */
function findChart(key) {
  const name = key.replace(/[^a-zA-Z0-9_-]/g, "-");
  const found = [`figure_${name}`, `twin_${name}`].map((part) => document.querySelector(`.st-key-${part}`));
  const shown = found.find((part) => part && part.querySelector("p, summary")
    && (part.closest("details:not([open])") || part.getClientRects().length));
  return shown instanceof HTMLElement ? shown : null;
}

/**
 * Bring a chart into sight; it may be drawn later than this is called.
 * @param {string} key name of the chart
 */
function showChart(key) {
  const since = Date.now();
  let acted = false;
  const act = () => { acted = true; };
  const names = ["wheel", "pointerdown", "keydown", "touchmove"];
  names.forEach((name) => window.addEventListener(name, act, { passive: true, capture: true }));
  let shownAt = 0;
  const look = () => {
    const part = findChart(key);
    if (part && !shownAt) {
      shownAt = Date.now();
      openAround(part);
      focusOn(part);
    }
    // What is drawn above it moves it; a visitor who has begun to read must not be moved.
    if (part && !acted) part.scrollIntoView({ block: "start" });
    const ends = shownAt ? shownAt + GROWING_MS : since + AWAITED_MS;
    if (!acted && Date.now() < ends) window.setTimeout(look, 100);
    else names.forEach((name) => window.removeEventListener(name, act, { capture: true }));
  };
  look();
}

/** @param {HTMLElement} part */
function openAround(part) {
  for (let around = part.closest("details:not([open])"); around;
    around = around.parentElement && around.parentElement.closest("details:not([open])")) {
    const summary = around.querySelector("summary");
    if (summary) summary.click();
  }
}

/** @param {HTMLElement} part */
function focusOn(part) {
  const title = part.querySelector("p, summary");
  if (!(title instanceof HTMLElement)) return;
  title.tabIndex = title.tagName === "SUMMARY" ? 0 : -1;
  title.classList.add("shell-shown");
  title.focus({ preventScroll: true });
}
