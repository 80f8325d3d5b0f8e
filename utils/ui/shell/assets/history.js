/* One entry of the browser's history for each choice, so that Back undoes the last one.
 *
 * Streamlit adds an entry whenever the address changes. A page that has just been opened writes its
 * choices into the address: that is part of opening it. Only what a visitor does adds an entry.
 */

/** Says in the address that Back or Forward brought the visitor here. */
const RETURNED = "returned";
/** Where the map was moved to; it goes along while a page stays open. */
const POSITION = "at";

/** @param {Window & typeof globalThis} page */
function keepHistory(page) {
  const { history, location } = page;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let acted = false;
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
    if (!opened && at && !address.searchParams.has(POSITION)) address.searchParams.set(POSITION, at);
    if (address.href === location.href) return;
    if (opened || acted) push(state, unused, address);
    else replace(state, unused, address);
    acted = false;
  };
  // Before Streamlit reads the address.
  page.addEventListener("popstate", () => {
    const address = new URL(location.href);
    address.searchParams.set(RETURNED, "1");
    replace(history.state, "", address);
    acted = false;
  }, true);
}
