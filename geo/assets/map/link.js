/* Links a map with the charts of its page: pointing at an area on either marks it on both. A mark in
 * a chart is known by its label, which begins with the name of the area.
 */

const MARKED = "atlas-marked";
/** @param {string} name */
const labelled = (name) => 'svg [aria-label^="' + CSS.escape(name) + ':"]';

class ChartLink {
  /** @param {(name: string | null) => void} show takes the name of the area pointed at in a chart,
   *   or null when it is left */
  constructor(show) {
    /** @type {string | null} */
    this.name = null;
    /** @type {string | null | undefined} */
    this.pointed = undefined;
    /** @param {MouseEvent} event */
    this.listen = (event) => {
      const mark = event.target instanceof Element ? event.target.closest("svg [aria-label]") : null;
      const name = mark ? String(mark.getAttribute("aria-label")).split(":")[0] : null;
      if (name === this.pointed) return;
      this.pointed = name;
      show(name);
    };
    document.addEventListener("mouseover", this.listen);
  }

  /**
   * Mark an area's dots in the charts; null marks none.
   * @param {string | null} name
   */
  mark(name) {
    // A chart that is drawn anew under a resting pointer has lost its marks.
    if (name === this.name && (!name || document.querySelector("." + MARKED))) return;
    this.name = name;
    document.querySelectorAll("." + MARKED).forEach((dot) => dot.classList.remove(MARKED));
    if (name) document.querySelectorAll(labelled(name)).forEach((dot) => dot.classList.add(MARKED));
  }

  stop() { document.removeEventListener("mouseover", this.listen); }
}
