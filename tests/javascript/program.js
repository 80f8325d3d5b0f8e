/* The programs as a page would run them: all parts in order, in a page without pixels.
 *
 * `program` and `shell` hold whatever the parts declare, so that a test can call what a page cannot reach.
 */

import { compileFunction } from "node:vm";
import { Window } from "happy-dom";
import { MAP, SHELL, linkParts, readOrder, readPart } from "./parts.js";

export const window = new Window({ url: "http://localhost/" });
export const { document } = window;
// Leaflet looks for these when it is loaded.
Object.assign(globalThis, { window, document });
const { default: L } = await import("leaflet");

const { CSS, Element, HTMLElement, HTMLAnchorElement, HTMLButtonElement, Node, DOMParser, navigator,
  location } = window;
const page = { window, document, CSS, Element, HTMLElement, HTMLAnchorElement, HTMLButtonElement, Node,
  DOMParser, navigator, location, STYLE: "" };

function runParts(folder, given) {
  const names = linkParts(folder).flatMap((part) => part.declared);
  const text = ["\"use strict\";", ...readOrder(folder).map((name) => readPart(folder, name)),
    `return { ${names.join(", ")} };`].join("\n");
  return compileFunction(text, Object.keys(given))(...Object.values(given));
}

export const program = runParts(MAP, { ...page, L });
export const shell = runParts(SHELL, page);
