import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes, readJson } from "./fixtures.js";
import { program } from "./program.js";

const { NO_CELL, NO_DATA_FILL, cellOf, classOf, colourTable, countCells, fillOf, isCrossed,
  linesOf, luminance, noteOf, readMessage, readPanels, spansBreak } = program;
const CASES = readJson("message.json").panels;
const panels = readPanels(readMessage(readBytes("message.bin")));
const rowsOf = (panel) => [...panel.layers[0].value.keys()];

test("a class is the number of breaks at or below a value", () => {
  const breaks = [-2.5, 0, 0.1, 7];
  [-9, -2.5, -2.4, -0, 0, 0.05, 0.1, 6.9, 7, 1e9].forEach((value) => assert.equal(
    classOf(value, breaks), breaks.filter((bound) => bound <= value).length, String(value)));
  assert.equal(classOf(3, []), 0);
});

CASES.forEach((given, number) => {
  const panel = panels[number];
  test("cells and counts of: " + given.heading, () => {
    assert.deepEqual(rowsOf(panel).map((row) => cellOf(panel, row)), given.cells);
    assert.deepEqual(countCells(panel), { counts: given.counts, missing: given.missing });
  });
  test("rows whose limits reach into another class of: " + given.heading, () => {
    assert.deepEqual(rowsOf(panel).filter((row) => spansBreak(panel, row)), given.spanning);
  });
});

test("one condition that fails settles it whatever is missing", () => {
  const layer = (value, at_least, threshold) => ({ value: [value], at_least, threshold });
  const held = (...layers) => program.RULES.where(layers, 0);
  assert.equal(held(layer(5, true, 5), layer(5, false, 5)), 1);
  assert.equal(held(layer(4.9, true, 5), layer(NaN, false, 5)), 0);
  assert.equal(held(layer(NaN, true, 5), layer(5.1, false, 5)), 0);
  assert.equal(held(layer(NaN, true, 5), layer(5, false, 5)), NO_CELL);
});

test("limits of which one is missing span nothing", () => {
  const limits = (lower, upper) => spansBreak({ rule: "classes",
    layers: [{ value: [5], breaks: [5], lower, upper }] }, 0);
  assert.equal(limits([4], [6]), true);
  assert.equal(limits([4], [NaN]), false);
  assert.equal(limits([NaN], [6]), false);
  assert.equal(limits(null, null), false);
});

test("notes are those of a row, and all but the first kind are crossed", () => {
  const layer = { noted: { estimated: [1], doubtful: [0, 2] } };
  assert.deepEqual([0, 1, 2, 3].map((row) => noteOf(layer, row)), ["doubtful", "estimated", "doubtful", ""]);
  assert.deepEqual(["estimated", "doubtful", ""].map((note) => isCrossed(layer, note)), [false, true, false]);
  assert.equal(noteOf({}, 0), "");
});

test("strong lines go before light ones, and what is mainly estimated keeps its limits in the text", () => {
  const layer = { value: [1, 1, 1, 1], lower: [0, 0, 0, 0], upper: [9, 2, 2, 2], breaks: [5], decimals: 0,
    prefix: "", suffix: "", noted: { doubtful: [3] }, mainly_measured: [2] };
  const panel = { rule: "classes", layers: [layer] };
  assert.deepEqual([0, 1, 2, 3].map((row) => linesOf(panel, row, true)), ["single", "light", null, "single"]);
  assert.deepEqual([0, 1, 2, 3].map((row) => linesOf(panel, row, false)), ["light", "light", null, "single"]);
  assert.deepEqual([1, 2, 3].map((row) => program.writeValue(layer, row)),
    ["1 (0 to 2); less than half measured", "1 (0 to 2)", "1 (doubtful)"]);
});

test("where nearly all areas are mainly estimated none is hatched, and the legend says so", () => {
  const value = Array(20).fill(1);
  const layer = { value, lower: null, upper: null, breaks: [5], decimals: 0, prefix: "", suffix: "",
    noted: {}, mainly_measured: [0] };
  const panel = { rule: "classes", layers: [layer], colours: ["#ffffff", "#000000"],
    legend: { title: "A", labels: ["a", "b"], counts: [20, 0], missing: 0 } };
  assert.equal(linesOf(panel, 1, false), null);
  const words = "less than half is measured in nearly all areas";
  assert.ok(program.drawLegend(panel, false, []).textContent.endsWith(words));
  assert.equal(program.legendLines(panel).at(-1)[1], words);
  const some = { ...panel, layers: [{ ...layer, mainly_measured: [0, 1] }] };
  assert.equal(linesOf(some, 2, false), "light");
});

test("luminance weighs the three colours as eyes do", () => {
  // Weights of ITU-R BT.601.
  const wanted = { "#000000": 0, "#ffffff": 1, "#ff0000": 0.299, "#00ff00": 0.587, "#0000ff": 0.114,
    "#336699": (0.299 * 51 + 0.587 * 102 + 0.114 * 153) / 255 };
  Object.entries(wanted).forEach(([colour, light]) =>
    assert.ok(Math.abs(luminance(colour) - light) < 1e-12, colour));
});

test("an area is filled with the colour of its cell, or as without data", () => {
  const [classes, cross] = panels;
  assert.equal(fillOf(classes, 0, false), classes.colours[1]);
  assert.equal(fillOf(classes, 1, true), NO_DATA_FILL);
  assert.equal(fillOf(cross, 1, true), cross.colours[7]);
});

test("the table of colours has the sea first and writes alpha, blue, green, red", () => {
  const panel = { rule: "classes", colours: ["#010203", "#ff8000"],
    layers: [{ value: [1, 9, NaN], breaks: [5] }] };
  assert.deepEqual([...colourTable(panel, 3)], [0, 0xff030201, 0xff0080ff, 0xffd4d4d4]);
});
