/* The map page of a copy that is read without a server. Outlines and values are scripts, as a page on
 * a disk may fetch no files; each is loaded when it is first needed, and hands over what it has.
 */

(function () {
  "use strict";

  const { measures, geometry, pages } = window.ATLAS_COPY;
  /** @type {Map<string, MeasureValues>} */
  const values = new Map();
  /** @type {Map<string, Promise<void>>} */
  const scripts = new Map();
  const files = window.ATLAS_FILES = /** @type {Record<string, string>} */ ({});
  window.AtlasCopy = {
    addFiles(more) { Object.assign(files, more); },
    addMeasure(measure) {
      values.set(measure.name, measure);
      Object.values(measure.levels).forEach((level) => Object.assign(files, level.files));
    },
  };

  /** @param {string} id */
  const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const list = /** @type {HTMLSelectElement} */ (element("show"));

  /**
   * What is chosen. `programme` and `mark` are the map's own tools.
   * @type {Record<"show" | "level" | "period" | "programme" | "mark" | "area", string>}
   */
  const chosen = { show: "", level: "", period: "", programme: "none", mark: "no", area: "" };
  let turn = 0;

  /**
   * @param {string} address
   * @returns {Promise<void>}
   */
  function load(address) {
    const known = scripts.get(address);
    if (known) return known;
    /** @type {Promise<void>} */
    const loading = new Promise((done, fail) => {
      const script = document.createElement("script");
      script.onload = () => done();
      script.onerror = () => fail(new Error(address + " is missing from this copy"));
      script.src = address;
      document.head.append(script);
    });
    loading.catch(() => scripts.delete(address));
    scripts.set(address, loading);
    return loading;
  }

  /** @param {string} text in base64 */
  const unpack = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  /**
   * A map message with other choices in its header: a length, JSON, then arrays.
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {object} changes
   */
  function withChoices(bytes, changes) {
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const [head, body] = [bytes.subarray(4, 4 + length), bytes.subarray(4 + length)];
    const header = Object.assign(JSON.parse(new TextDecoder().decode(head)), changes);
    const text = new TextEncoder().encode(JSON.stringify(header));
    const packed = new Uint8Array(4 + text.length + body.length);
    new DataView(packed.buffer).setUint32(0, text.length, true);
    packed.set(text, 4);
    packed.set(body, 4 + text.length);
    return packed;
  }

  /** What is chosen, made possible: a level and a period that the measure has. */
  function resolve() {
    const measure = measures.find(({ name }) => name === chosen.show) || measures[0];
    chosen.show = measure.name;
    const levels = Object.keys(measure.levels);
    if (!levels.includes(chosen.level)) {
      // What is chosen of another level is not there; before any level it is what a link asks for.
      if (chosen.level) chosen.area = "";
      chosen.level = levels.includes("upper_tier") ? "upper_tier" : levels[levels.length - 1];
    }
    const { periods, opening } = measure.levels[chosen.level];
    if (!periods.includes(chosen.period)) chosen.period = opening;
    return measure;
  }

  async function show() {
    turn += 1;
    const mine = turn;
    const measure = resolve();
    list.value = measure.name;
    history.replaceState(history.state, "", "#" + new URLSearchParams(chosen));
    try {
      await Promise.all([load(geometry.upper_tier), load(geometry[chosen.level]), load(measure.file)]);
    } catch (error) {
      element("words").textContent = error instanceof Error ? error.message : String(error);
      return;
    }
    if (mine !== turn) return;
    const found = /** @type {MeasureValues} */ (values.get(measure.name)).levels[chosen.level];
    const { map, text } = found.periods[chosen.period];
    window.AtlasMap.show(element("map"), withChoices(unpack(map), {
      chosen: { programme: chosen.programme, mark: chosen.mark },
      outlined: chosen.programme === "none" ? [] : chosen.programme.split("+"),
      selected: chosen.area ? [chosen.area] : [],
    }), choose);
    write(text, found);
  }

  /** @param {Record<string, string>} choice what was chosen with the map's own tools */
  function choose({ inside, ...choice }) {
    Object.assign(chosen, inside ? { area: inside } : choice);
    if (choice.level) chosen.area = "";
    show();
  }

  /**
   * @template {keyof HTMLElementTagNameMap} Kind
   * @param {Kind} kind
   * @param {string} text
   */
  function make(kind, text) {
    const made = document.createElement(kind);
    made.textContent = text;
    return made;
  }

  /** @param {Record<string, string>} links words by address */
  function linkList(links) {
    const found = make("ul", "");
    found.className = "list";
    Object.entries(links).forEach(([address, words]) => {
      const link = make("a", words);
      link.href = address;
      const item = make("li", "");
      item.append(link);
      found.append(item);
    });
    return found;
  }

  /**
   * What the map shows in words, and where its figures are from.
   * @param {string} text
   * @param {LevelValues} found
   */
  function write(text, found) {
    const page = pages[chosen.area];
    const caveats = make("ul", "");
    caveats.append(...found.caveats.map((caveat) => make("li", caveat)));
    element("words").replaceChildren(make("p", text),
      ...(page ? [linkList({ [page]: "Page of this place" })] : []),
      make("h2", "The same as a table"), linkList(found.tables),
      ...(found.caveats.length ? [make("h2", "What to know before you use this"), caveats] : []),
      make("p", found.source));
  }

  new URLSearchParams(location.hash.slice(1)).forEach((value, name) => {
    if (Object.hasOwn(chosen, name)) chosen[/** @type {keyof typeof chosen} */ (name)] = value;
  });
  list.addEventListener("change", () => {
    chosen.show = list.value;
    show();
  });
  show();
}());
