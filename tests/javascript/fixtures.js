/* Files that the tests in Python check too: there against the server's own functions. */

import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const FIXTURES = new URL("../fixtures/map_program/", import.meta.url);
const GEOMETRY = new URL("../../data/published/geometry/", import.meta.url);

export const readBytes = (name) => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
export const readJson = (name) => JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8"));

/** A published file of outlines, by the beginning of its name. */
export function readGeometry(start) {
  const found = readdirSync(GEOMETRY).filter((name) => name.startsWith(start));
  if (found.length !== 1) throw new Error(start + " names " + found.length + " files");
  return JSON.parse(gunzipSync(readFileSync(new URL(found[0], GEOMETRY))).toString());
}

/** Values as they come from the wire: NaN where a fixture, which is JSON, has null. */
export const withNaN = (values) => values.map((value) => (value === null ? NaN : value));
