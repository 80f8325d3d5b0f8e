/* The parts of the map's program: their order, their text, and which names each gives and takes. */

import { readFileSync } from "node:fs";
import { analyze } from "eslint-scope";
import { parse } from "espree";

const FOLDER = new URL("../../geo/assets/map/", import.meta.url);
const SYNTAX = { ecmaVersion: 2022, range: true, sourceType: "script" };

/** The names of the parts' files, each before those that use it. */
export const PARTS = JSON.parse(readFileSync(new URL("parts.json", FOLDER), "utf8"));

export const readPart = (name) => readFileSync(new URL(name, FOLDER), "utf8");

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
export function linkParts() {
  const known = PARTS.map((name) => ({ name, ...namesOf(readPart(name)) }));
  return known.map((part, place) => ({
    name: part.name,
    declared: part.declared,
    before: known.slice(0, place).flatMap((other) => other.declared),
    usedLater: part.declared.filter((name) => known.slice(place + 1).some(
      (other) => other.taken.includes(name))),
  }));
}
