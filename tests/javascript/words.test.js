import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes, readJson } from "./fixtures.js";
import { program } from "./program.js";

const { countAreas, drawLegend, hatchUrl, legendLines, pictureName, readMessage, readPanels, wrapText,
  writeNumber, writeValue } = program;
const CASES = readJson("message.json").panels;
const panels = readPanels(readMessage(readBytes("message.bin")));
const textsOf = (box, kind) => [...box.querySelectorAll(kind)].map((one) => one.textContent);

CASES.forEach((given, number) => test("values in words of: " + given.heading, () =>
  panels[number].layers.forEach((layer, place) => assert.deepEqual(
    [...layer.value.keys()].map((row) => writeValue(layer, row)), given.layers[place].texts))));

test("a number stands between its affixes, with a true minus before both", () => {
  const layer = { prefix: "£", suffix: " a week", decimals: 2 };
  assert.equal(writeNumber(layer, -1234.5), "\u2212£1,234.50 a week");
  assert.equal(writeNumber(layer, 0), "£0.00 a week");
  assert.equal(writeNumber(layer, NaN), "no figure");
});

test("areas are counted in words", () => {
  assert.deepEqual([0, 1, 2, 32844].map(countAreas), ["0 areas", "1 area", "2 areas", "32,844 areas"]);
});

test("a legend gives each class its count, and says what is hatched", () => {
  const rows = ["under 0%: 1 area", "0% to under 20%: 2 areas", "20% and over: 2 areas", "no figure: 1 area",
    "hatched, partly estimated: 1 area", "cross-hatched, return may include an error: 1 area",
    "lightly hatched, less than half measured: 2 areas"];
  assert.deepEqual(textsOf(drawLegend(panels[0], false, []), "li"), rows);
  assert.deepEqual(textsOf(drawLegend(panels[0], true, []), "li"),
    [...rows, "hatched, the confidence interval reaches another class: 2 areas"]);
});

test("a legend of two measures is a table, the highest row first", () => {
  const legend = drawLegend(panels[1], true, []);
  assert.deepEqual(textsOf(legend, "th[scope=row]"),
    ["£35,000 and over", "£100 to under £35,000", "under £100"]);
  assert.deepEqual(textsOf(legend, "th[scope=col]"), CASES[1].columns);
  assert.deepEqual(textsOf(legend, "tbody td"), ["0", "2", "0", "0", "0", "0", "1", "0", "1"]);
  assert.deepEqual(textsOf(legend, "li"), ["no figure: 2 areas"]);
});

test("a picture is called by what it shows, where and when, without what looks like a date", () => {
  const scene = { page: { levels: { region: "Regions (9)", lsoa: "Small areas (32,844 LSOAs)" } },
    level: "region", inside: [], upper: { codes: ["a", "b"], names: ["Bristol, City of", "Kent"] } };
  assert.equal(pictureName(["Local services, £ per person, 1999-00", "Smokers, %, 2019"], scene),
    "total-place-atlas_local-services-gbp-per-person-1999-to-2000_smokers-percent-2019_regions.png");
  assert.equal(pictureName(["Decile, 2025"], { ...scene, level: "lsoa", inside: ["b", "a"] }),
    "total-place-atlas_decile-2025_small-areas-in-kent-and-bristol-city-of.png");
});

test("a crossed hatch has lines both ways", () => {
  assert.equal(hatchUrl("crossed").split("repeating-linear-gradient").length, 3);
  assert.equal(hatchUrl("single").split("repeating-linear-gradient").length, 2);
  assert.equal(hatchUrl("light").split("repeating-linear-gradient").length, 2);
});

test("a picture's legend has a colour and a text for every cell, and no data", () => {
  panels.forEach((panel) => {
    const lines = legendLines(panel);
    assert.deepEqual(lines.slice(0, panel.colours.length).map(([colour]) => colour), panel.colours);
    assert.equal(lines[panel.colours.length][1], "no figure");
  });
  assert.deepEqual(legendLines(panels[0]).slice(4).map(([, text]) => text),
    ["hatched: partly estimated", "hatched: return may include an error",
      "lightly hatched: less than half measured"]);
  assert.equal(legendLines(panels[1])[7][1], "£35,000 and over; 2% to under 4%");
});

test("a text is wrapped between words, and a word too long stands alone", () => {
  const pen = { measureText: (text) => ({ width: text.length }) };
  assert.deepEqual(wrapText(pen, "one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrapText(pen, "a verylongword b", 6), ["a", "verylongword", "b"]);
  assert.deepEqual(wrapText(pen, "", 6), [""]);
});
