import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes, readJson, withNaN } from "./fixtures.js";
import { program } from "./program.js";

const { readArray, readLayer, readMessage, readPanels } = program;
const CASES = readJson("message.json");

test("a message of the server comes back with all its values", () => {
  const panels = readPanels(readMessage(readBytes("message.bin")));
  assert.equal(panels.length, CASES.panels.length);
  panels.forEach((panel, number) => panel.layers.forEach((layer, place) => {
    const given = CASES.panels[number].layers[place];
    ["value", "lower", "upper"].forEach((name) => {
      const wanted = given[name === "value" ? "values" : name];
      assert.deepEqual(layer[name] && [...layer[name]], wanted ? withNaN(wanted) : null, name);
    });
  }));
});

test("a series comes back period by period", () => {
  const { header, body } = readMessage(readBytes("series.bin"));
  const read = header.periods.map((frame) => readLayer(body, frame));
  assert.deepEqual(read.map((frame) => frame.period), Object.keys(CASES.series.periods));
  read.forEach((frame) => {
    const given = CASES.series.periods[frame.period];
    assert.deepEqual([...frame.value], withNaN(given.values));
    assert.deepEqual([frame.breaks, frame.noted, frame.mainly_measured, frame.lower],
      [given.breaks, given.noted, given.mainly_measured, null]);
  });
});

test("a message may begin anywhere in its buffer", () => {
  const bytes = readBytes("message.bin");
  const moved = new Uint8Array(bytes.length + 3);
  moved.set(bytes, 3);
  assert.deepEqual(readPanels(readMessage(moved.subarray(3))), readPanels(readMessage(bytes)));
});

test("an array that is cut short is refused", () => {
  const spec = { at: 1, type: "u2", low: 0, n: 3 };
  assert.deepEqual([...readArray(new Uint8Array([9, 1, 0, 0, 1, 255, 255]), spec, 1)], [0.1, 25.6, NaN]);
  assert.throws(() => readArray(new Uint8Array(6), spec, 1), /cut short/);
  const bytes = readBytes("message.bin");
  assert.throws(() => readPanels(readMessage(bytes.subarray(0, -1))), /cut short/);
});
