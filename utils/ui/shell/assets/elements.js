/* Elements of the shell. */

/**
 * @template {keyof HTMLElementTagNameMap} Kind
 * @param {Kind} kind
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Kind]}
 */
function element(kind, attributes = {}, ...content) {
  const made = document.createElement(kind);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...content);
  return made;
}

/**
 * @param {string} text
 * @param {() => void} action
 * @param {Record<string, string>} [attributes]
 */
function pressable(text, action, attributes = {}) {
  const made = element("button", Object.assign({ type: "button" }, attributes), text);
  made.addEventListener("click", action);
  return made;
}

/**
 * A press that a browser should answer itself, such as one that opens a new tab.
 * @param {MouseEvent} event
 */
const isBrowsers = (event) =>
  event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
