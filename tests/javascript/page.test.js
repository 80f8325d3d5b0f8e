import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { readBytes, readJson } from "./fixtures.js";
import { document, program, window } from "./program.js";

const { Atlas, ChartLink, Years, choiceBox, labelled, searchBox } = program;
const pause = () => new Promise((done) => { setTimeout(done, 0); });
const fire = (target, kind, options) =>
  target.dispatchEvent(new window.Event(kind, Object.assign({ bubbles: true }, options)));

beforeEach(() => { document.body.replaceChildren(); });

function chart(...names) {
  const box = document.createElement("div");
  box.innerHTML = "<svg>" + names.map(() => "<circle></circle>").join("") + "</svg>";
  [...box.querySelectorAll("circle")].forEach((mark, place) =>
    mark.setAttribute("aria-label", names[place] + ": 7 years"));
  document.body.append(box);
  return [...box.querySelectorAll("circle")];
}

test("a mark of a chart is found by the whole name its label begins with", () => {
  const marks = chart("Bristol", "Bristol, South", "South Bristol");
  ["Bristol", "Bristol, South", "South Bristol"].forEach((name, place) =>
    assert.deepEqual([...document.querySelectorAll(labelled(name))], [marks[place]], name));
});

test("what a name holds ends no selector", () => {
  // Written as CSS escapes it; the page without pixels cannot read escaped quotes.
  assert.equal(labelled('A "b" \\c]'), 'svg [aria-label^="A\\ \\"b\\"\\ \\\\c\\]:"]');
});

test("pointing links a chart and the map both ways, once for each area", () => {
  const [first, second] = chart("Kent", "Surrey");
  const pointed = [];
  const link = new ChartLink((name) => pointed.push(name));
  [first, first, second, document.body].forEach((element) => fire(element, "mouseover"));
  assert.deepEqual(pointed, ["Kent", "Surrey", null]);
  const marked = () => [first, second].map((mark) => mark.classList.contains("atlas-marked"));
  link.mark("Surrey");
  assert.deepEqual(marked(), [false, true]);
  second.classList.remove("atlas-marked");
  link.mark("Surrey");
  assert.deepEqual(marked(), [false, true], "a chart drawn anew is marked again");
  link.mark(null);
  assert.deepEqual(marked(), [false, false]);
  link.stop();
  fire(first, "mouseover");
  assert.equal(pointed.length, 3);
});

test("a choice of one is none, and a choice is told by its value", () => {
  const chosen = [];
  const box = choiceBox("Prices", (value) => chosen.push(value));
  const select = box.querySelector("select");
  box.fill({ cash: "Cash", real: "Real terms" }, "real");
  assert.deepEqual([select.value, box.hidden, select.options.length], ["real", false, 2]);
  select.value = "cash";
  fire(select, "change");
  assert.deepEqual(chosen, ["cash"]);
  box.fill({ cash: "Cash" }, "cash");
  assert.equal(box.hidden, true);
  box.fill({});
  assert.deepEqual([box.hidden, select.options.length], [true, 0]);
});

test("a search offers what holds the text and takes the first at Enter", async () => {
  const picked = [];
  const names = ["Bedford", "Bradford", "Kent"];
  const box = searchBox({ names: () => Promise.resolve(names), pick: (place) => picked.push(place) });
  const field = box.querySelector("input");
  const type = (text) => {
    field.value = text;
    fire(field, "input");
    return [...box.querySelectorAll("option")].map((option) => option.value);
  };
  fire(field, "focus");
  await pause();
  assert.deepEqual(type("f"), []);
  assert.deepEqual(type("FORD "), ["Bedford", "Bradford"]);
  field.dispatchEvent(new window.KeyboardEvent("keydown", { key: "Enter" }));
  assert.deepEqual(picked, [0]);
  type("Kent");
  assert.deepEqual(picked, [0, 2]);
});

test("years are repainted from one file, and the server hears of the last alone", async () => {
  const { series } = readJson("message.json");
  window.ATLAS_FILES = { series: Buffer.from(readBytes("series.bin")).toString("base64") };
  const [frames, ends] = [[], []];
  const years = new Years({ show: (frame) => frames.push(frame.period), end: (period) => ends.push(period),
    fail: assert.fail });
  years.reset({ periods: Object.keys(series.periods), period: "2009-10", series: "series" });
  assert.deepEqual([years.slider.value, years.said.textContent], ["1", "2009-10"]);
  await years.press();
  assert.deepEqual([frames, ends], [["2008-09"], []]);
  years.stop();
  assert.deepEqual(ends, ["2008-09"]);
  years.slider.value = "1";
  fire(years.slider, "input");
  fire(years.slider, "change");
  assert.deepEqual([frames, ends], [["2008-09", "2009-10"], ["2008-09", "2009-10"]]);
});

test("until a map is drawn its tools do nothing, and what cannot be read is said", async () => {
  const parent = document.createElement("div");
  const atlas = new Atlas(parent, assert.fail);
  assert.equal(atlas.tools.inert, true);
  await atlas.show(new Uint8Array([1, 2]));
  assert.match(atlas.message.textContent, /^The map got values it cannot read \(.+\)\. The table/);
  assert.equal(atlas.message.hidden, false);
  assert.equal(atlas.tools.inert, true);
  atlas.remove();
});

test("outlines that cannot be loaded are said, with a button that tries again", async () => {
  window.ATLAS_FILES = {};
  const parent = document.createElement("div");
  const { drawn, remove } = window.AtlasMap.show(parent, readBytes("message.bin"), assert.fail);
  await drawn;
  const message = parent.querySelector(".atlas-message");
  assert.match(message.textContent, /^The outlines could not be loaded \(.+\)\./);
  assert.equal(message.querySelector("button").textContent, "Try again");
  remove();
});
