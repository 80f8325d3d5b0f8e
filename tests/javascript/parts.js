/* The parts of a program for the browser: their order, their text, and which names each gives and takes. */

import { readFileSync } from "node:fs";
import { analyze } from "eslint-scope";
import { parse } from "espree";

const ROOT = new URL("../../", import.meta.url);
const SYNTAX = { ecmaVersion: 2022, range: true, sourceType: "script" };

/** Folders of the programs, each with the order of its parts. */
export const MAP = "geo/assets/map/";
export const SHELL = "utils/ui/shell/assets/";
/** Scripts that stand alone. */
export const OFFLINE = "utils/ui/offline/assets/";

export const readPart = (folder, name) => readFileSync(new URL(folder + name, ROOT), "utf8");

/** The names of the parts' files, each before those that use it. */
export const readOrder = (folder) => JSON.parse(readPart(folder, "parts.json"));

/* What a part declares for the others, and what it takes from elsewhere. */
function namesOf(text) {
  const [scope] = analyze(parse(text, SYNTAX), { ecmaVersion: 2022 }).scopes;
  return {
    declared: scope.variables.filter((variable) => variable.defs.length).map((variable) => variable.name),
    taken: [...new Set(scope.through.map((reference) => reference.identifier.name))],
  };
}

/** Each part with the names it declares, those it may use, which the parts before it declare, and
 * those of its own that later parts use. */
export function linkParts(folder) {
  const known = readOrder(folder).map((name) => ({ name, ...namesOf(readPart(folder, name)) }));
  return known.map((part, place) => ({
    name: part.name,
    declared: part.declared,
    before: known.slice(0, place).flatMap((other) => other.declared),
    usedLater: part.declared.filter((name) => known.slice(place + 1).some(
      (other) => other.taken.includes(name))),
  }));
}
