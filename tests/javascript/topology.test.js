import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readGeometry, readJson } from "./fixtures.js";
import { program, window } from "./program.js";

const { ENGLAND, boundsOf, joinSheets, loadJson, unpackIndex, unpackTopology } = program;
const FIXTURE = readJson("topology.json");
const plain = (shape) =>
  shape.map((rings) => rings.map((ring) => ring.map(({ lng, lat }) => [lng, lat])));

test("shapes come back with shared and reversed arcs, holes and islands", () => {
  const sheet = unpackTopology(FIXTURE.topology);
  assert.deepEqual(sheet.codes, Object.keys(FIXTURE.areas));
  assert.deepEqual(sheet.shapes.map(plain), Object.values(FIXTURE.areas));
  assert.deepEqual([...sheet.places].map(([id, shape]) => [id, plain(shape)]),
    Object.entries(FIXTURE.places));
  assert.deepEqual(sheet.names, FIXTURE.topology.names);
  assert.deepEqual(sheet.rows, [7, 3, 5]);
  assert.deepEqual(sheet.parents, ["E06000001", "E06000002", "E06000002"]);
});

test("without rows and authorities areas are in the order of their values", () => {
  const { transform, arcs, objects, names } = FIXTURE.topology;
  const sheet = unpackTopology({ transform, arcs, names, objects: { areas: objects.areas } });
  assert.deepEqual(sheet.rows, [0, 1, 2]);
  assert.equal(sheet.parents, null);
  assert.equal(sheet.places.size, 0);
});

test("an area's bounds hold all its parts", () => {
  const box = boundsOf(unpackTopology(FIXTURE.topology), 0);
  assert.deepEqual([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], [-2, 50, 3.5, 51]);
});

test("sheets of several authorities follow one another", () => {
  const sheet = unpackTopology(FIXTURE.topology);
  assert.equal(joinSheets([sheet]), sheet);
  const joined = joinSheets([sheet, sheet]);
  ["codes", "names", "shapes", "rows"].forEach((name) =>
    assert.deepEqual(joined[name], [...sheet[name], ...sheet[name]], name));
});

test("an index counts codes in steps", () => {
  const index = unpackIndex({ codes: [1000001, 1, 3], names: ["A", "B", "C"], within: ["X", "Y"],
    parents: [1, 0, 1] });
  assert.deepEqual(index.codes, ["E01000001", "E01000002", "E01000005"]);
  assert.deepEqual(index.parents, ["Y", "X", "Y"]);
});

test("the published index names all small areas once, in order", () => {
  const { codes, names, parents } = unpackIndex(readGeometry("geometry-lsoa-index"));
  assert.equal(codes.length, 32844);
  assert.deepEqual([names.length, parents.length], [32844, 32844]);
  assert.ok(codes.every((code, place) => /^E01\d{6}$/.test(code) && (!place || code > codes[place - 1])));
  assert.ok(parents.every((code) => /^E(06|08|09|10)\d{6}$/.test(code)));
});

test("published outlines are closed rings in England", () => {
  const sheet = unpackTopology(readGeometry("geometry-upper-tier"));
  assert.equal(sheet.codes.length, 153);
  const rings = [...sheet.shapes, ...sheet.places.values()].flat(2);
  assert.ok(rings.every((ring) => ring.length > 3 && ring[0].equals(ring.at(-1))));
  const [[south, west], [north, east]] = ENGLAND;
  assert.ok(rings.flat().every(
    ({ lat, lng }) => lat > south && lat < north && lng > west && lng < east));
});

test("a standalone page's file is unpacked once, and asked for anew after a failure", async () => {
  const packed = gzipSync(JSON.stringify({ said: "£" })).toString("base64");
  window.ATLAS_FILES = { packed, plain: btoa("[1]"), broken: btoa("{") };
  assert.deepEqual(await loadJson("packed"), { said: "£" });
  assert.equal(loadJson("packed"), loadJson("packed"));
  assert.deepEqual(await loadJson("plain"), [1]);
  await assert.rejects(loadJson("broken"), SyntaxError);
  window.ATLAS_FILES = { broken: btoa("{}") };
  assert.deepEqual(await loadJson("broken"), {});
});
