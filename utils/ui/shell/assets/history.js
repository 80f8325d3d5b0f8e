/* One entry of the browser's history for each choice, so that Back undoes the last one.
 *
 * Streamlit adds an entry whenever the address changes. A page that has just been opened writes its
 * choices into the address: that is part of opening it. Only what a visitor does adds an entry.
 */

/** Where the map was moved to; it goes along while a page stays open. */
const POSITION = "at";

/**
 * @param {Window & typeof globalThis} page
 * @returns {() => void} to be called when another page is asked for
 */
function keepHistory(page) {
  const { history, location } = page;
  const push = history.pushState.bind(history);
  let acted = false;
  let leaving = false;
  const act = () => { acted = true; };
  ["pointerdown", "keydown"].forEach((name) => page.addEventListener(name, act, true));
  /**
   * @param {unknown} state
   * @param {string} unused
   * @param {string | URL | null} [url]
   */
  history.pushState = (state, unused, url) => {
    const address = new URL(url || "", location.href);
    const opened = address.pathname !== location.pathname;
    const at = new URL(location.href).searchParams.get(POSITION);
    // Streamlit clears the choices of a page before it opens the next.
    if (leaving && !opened) return;
    if (!opened && at && !address.searchParams.has(POSITION)) address.searchParams.set(POSITION, at);
    if (address.href === location.href) return;
    if (opened || acted) push(state, unused, address);
    else history.replaceState(state, unused, address);
    [acted, leaving] = [false, false];
  };
  return () => { leaving = true; };
}
