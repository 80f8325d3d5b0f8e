/* Small things that many parts need: elements of the page, and what must be there. */

/**
 * @template {keyof HTMLElementTagNameMap} Kind
 * @param {Kind} kind
 * @param {string} text
 */
function make(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

/**
 * @param {HTMLElement} parent
 * @param {string} name
 */
function part(parent, name) {
  const made = document.createElement("div");
  made.className = name;
  parent.append(made);
  return made;
}

/**
 * What must be there; an error says what is missing.
 * @template Value
 * @param {Value | null | undefined} value
 * @param {string} what
 */
function present(value, what) {
  if (value === null || value === undefined) throw new Error("there is no " + what);
  return value;
}

/** @param {HTMLCanvasElement} canvas */
const penOf = (canvas) => present(canvas.getContext("2d"), "canvas to draw on");

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));
