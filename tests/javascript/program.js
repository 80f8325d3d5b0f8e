/* The map's program as a page would run it: all parts in order, with Leaflet, in a page without pixels.
 *
 * `program` holds whatever the parts declare, so that a test can call what a page cannot reach.
 */

import { compileFunction } from "node:vm";
import { Window } from "happy-dom";
import { PARTS, linkParts, readPart } from "./parts.js";

export const window = new Window({ url: "http://localhost/" });
export const { document } = window;
// Leaflet looks for these when it is loaded.
Object.assign(globalThis, { window, document });
const { default: L } = await import("leaflet");

const { CSS, Element, HTMLElement } = window;
const given = { window, document, L, CSS, Element, HTMLElement, STYLE: "" };
const names = linkParts().flatMap((part) => part.declared);
const text = ["\"use strict\";", ...PARTS.map(readPart), `return { ${names.join(", ")} };`].join("\n");
export const program = compileFunction(text, Object.keys(given))(...Object.values(given));
