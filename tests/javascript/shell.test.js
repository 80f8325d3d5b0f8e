import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { document, shell, window } from "./program.js";

const { FileQueue, FrameHeight, PlaceSearch, findChart, keepHistory, showChart } = shell;
const KENT = { name: "Kent", where: "county in the South East" };
const KENTON = { name: "Kenton", where: "ward in Brent" };

beforeEach(() => { document.body.replaceChildren(); });

/* A page whose history is a list of what was done to it. */
function openPage(address) {
  const done = [];
  const listeners = [];
  const write = (kind) => (_state, _unused, url) => {
    done.push(kind + " " + url);
    page.location.href = String(url);
  };
  const page = {
    location: { href: address, get pathname() { return new URL(page.location.href).pathname; } },
    history: { pushState: write("push"), replaceState: write("replace") },
    addEventListener: (name, listen) => listeners.push([name, listen]),
    act: () => listeners.filter(([name]) => name === "pointerdown").forEach(([, listen]) => listen()),
  };
  const leave = keepHistory(page);
  return { page, done, leave, open: (url) => page.history.pushState({}, "", url) };
}

test("what a page writes when it is opened adds no entry; a choice adds one", () => {
  const { page, done, open } = openPage("http://localhost/");
  open("/?place=kent");
  page.act();
  open("/?place=luton");
  open("/?place=luton&year=2022-23");
  assert.deepEqual(done, ["replace http://localhost/?place=kent", "push http://localhost/?place=luton",
    "replace http://localhost/?place=luton&year=2022-23"]);
});

test("another page is one entry, without the emptied address of the page before", () => {
  const { page, done, leave, open } = openPage("http://localhost/?place=kent");
  page.act();
  leave();
  open("/");
  open("/profile");
  open("/profile?place=kent");
  assert.deepEqual(done, ["push http://localhost/profile", "replace http://localhost/profile?place=kent"]);
});

test("the position of the map stays while its page does, and the same address adds nothing", () => {
  const { page, done, open } = openPage("http://localhost/?at=7,52,-1");
  page.act();
  open("/?place=kent");
  page.act();
  open("/?place=kent");
  open("/compare");
  assert.deepEqual(done.map(decodeURIComponent),
    ["push http://localhost/?place=kent&at=7,52,-1", "push http://localhost/compare"]);
});

function openSearch() {
  const chosen = [];
  const search = new PlaceSearch("atlas/find", (text, nth) => chosen.push([text, nth]));
  document.body.append(search.root);
  const press = (key) => search.field.dispatchEvent(new window.KeyboardEvent("keydown", { key }));
  return { chosen, search, press };
}

test("the arrows mark a candidate, and Enter takes it", async () => {
  const { chosen, search, press } = openSearch();
  search.asked = "kent";
  search.show({ candidates: [KENT, KENTON], message: "", chosen: -1 });
  assert.equal(search.field.getAttribute("aria-expanded"), "true");
  press("ArrowDown");
  press("ArrowDown");
  assert.equal(search.field.getAttribute("aria-activedescendant"), "shell-found-1");
  assert.deepEqual([...search.list.children].map((option) => option.getAttribute("aria-selected")),
    ["false", "true"]);
  press("Enter");
  await new Promise((done) => { setTimeout(done, 0); });
  assert.deepEqual(chosen, [["kent", 1]]);
  assert.equal(search.box.hidden, true);
});

test("Escape closes the list, and a search that finds nothing says so", () => {
  const { search, press } = openSearch();
  search.show({ candidates: [], message: "Nothing found.", chosen: -1 });
  assert.deepEqual([search.list.hidden, search.message.textContent, search.box.hidden],
    [true, "Nothing found.", false]);
  press("Escape");
  assert.equal(search.box.hidden, true);
});

test("Enter takes the place that is meant beyond doubt, and none where a person must choose", async () => {
  const { chosen, search, press } = openSearch();
  const settle = () => new Promise((done) => { setTimeout(done, 0); });
  search.field.value = "kent";
  search.asked = "kent";
  search.show({ candidates: [KENTON, KENT], message: "", chosen: -1 });
  press("Enter");
  await settle();
  assert.deepEqual(chosen, []);
  search.show({ candidates: [KENTON, KENT], message: "", chosen: 1 });
  press("Enter");
  await settle();
  assert.deepEqual(chosen, [["kent", 1]]);
});

/* A chart inside a part of the page that is closed, as the pages draw it. */
function drawChart(name) {
  document.body.innerHTML = `<details><summary>More</summary>
    <div class="st-key-figure_${name}"><p>Title</p></div>
    <div class="st-key-twin_${name}"><details><summary>About</summary></details></div></details>`;
  const [more] = document.body.children;
  return more;
}

test("a link to a chart opens what it is in and gives its title focus", async () => {
  showChart("change_spend:total");
  const more = drawChart("change_spend-total");
  await new Promise((done) => { setTimeout(done, 150); });
  assert.equal(more.hasAttribute("open"), true);
  assert.equal(document.activeElement.textContent, "Title");
  window.dispatchEvent(new window.Event("wheel"));
});

test("a chart that is not in the page is none", () => {
  drawChart("ages");
  assert.equal(findChart("themes"), null);
});

/* A button that makes a file, as Streamlit draws it, pressed while other files are waited for. */
function pressDownload(key, answers) {
  document.body.innerHTML = `<div class="st-key-${key}"><div data-testid="stDownloadButton">
    <button><span>PDF</span></button></div></div>`;
  const queue = new FileQueue("atlas/queue");
  queue.read = async () => answers.length > 1 ? answers.shift() : answers[0];
  const button = document.querySelector("button");
  queue.onPress({ target: document.querySelector("span") });
  button.disabled = true;
  return { button, queue };
}
const after = (ms) => new Promise((done) => { setTimeout(done, ms); });
const turns = (asked, done) => ({ asked, done });

test("while a file waits, the page says how many come before it, then nothing", async () => {
  const { button, queue } = pressDownload("brief_one-page_pdf", [turns(5, 2), turns(6, 4), turns(7, 6)]);
  await after(1100);
  assert.equal(queue.said.textContent, "Files are made in turn. Up to 1 file is made before yours.");
  await after(1500);
  assert.equal(queue.said.textContent, "Your file is being made.");
  button.disabled = false;
  await after(1600);
  assert.equal(queue.said.textContent, "");
});

test("of a file that is soon there nothing is said", async () => {
  const soon = pressDownload("csv_ages", [turns(5, 2)]);
  soon.button.disabled = false;
  await after(1100);
  assert.equal(soon.queue.said.textContent, "");
});

test("a queue that does not answer leaves the page as it is", async () => {
  const { queue } = pressDownload("xlsx_ages", [undefined]);
  await after(1100);
  assert.equal(queue.said.textContent, "");
});

test("a figure in a frame says its height once it is drawn, and then only when that changes", () => {
  const told = [];
  const watched = [];
  const look = () => watched.forEach((act) => act());
  class Observer { constructor(act) { watched.push(act); } observe() {} }
  Object.assign(globalThis, { ResizeObserver: Observer, MutationObserver: Observer });
  window.parent.postMessage = (message, target) => told.push([message, target]);
  document.body.innerHTML = "<div data-testid='stApp' data-test-script-state='running'>"
    + "<div data-testid='stMainBlockContainer'></div></div>";
  let height = 48;
  const content = document.querySelector("[data-testid='stMainBlockContainer']");
  content.getBoundingClientRect = () => ({ height });
  new FrameHeight();
  assert.deepEqual(told, []);
  document.body.firstElementChild.setAttribute("data-test-script-state", "notRunning");
  height = 243.4;
  look();
  assert.deepEqual(told, [[{ type: "atlas-height", height: 244 }, "*"]]);
  height = 310;
  look();
  assert.equal(told.length, 2);
});
