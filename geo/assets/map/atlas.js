/* The component: takes the server's messages, keeps one or two linked maps, and says what happens.
 *
 * AtlasMap.show(parent, bytes, send) draws a message below an element; the first call builds the
 * maps, later ones recolour them. A message whose values do not fit the areas is refused: values
 * drawn shifted by one area would be wrong everywhere and look right.
 */

class Atlas {
  /**
   * @param {HTMLElement} parent
   * @param {Send} send
   * @param {L.Map | null} given a map that is there already
   */
  constructor(parent, send, given = null) {
    this.send = send;
    this.given = given;
    this.turn = 0;
    /** @type {FramedMap[]} */
    this.maps = [];
    /** @type {Scene | null} */
    this.loaded = null;
    /** @type {Header | null} */
    this.shown = null;
    /** @type {{ key: string, scene: Scene } | null} */
    this.selection = null;
    this.clicked = "";
    this.linking = false;
    // A link may say where its sender had moved the map; a page of its own has no such address.
    this.opened = given ? null : readPosition(window.location.href);
    /** @type {HTMLElement & { atlas?: Atlas }} */
    this.root = document.createElement("section");
    this.root.className = "atlas-map";
    this.root.atlas = this;
    this.panels = part(this.root, "atlas-panels");
    this.message = part(this.root, "atlas-message");
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;
    this.card = part(this.root, "atlas-card");
    this.card.hidden = true;
    this.live = part(this.root, "atlas-live");
    this.live.setAttribute("aria-live", "polite");
    this.links = new ChartLink((name) => this.pointAt(name));
    this.years = new Years({
      show: (frame) => this.showFrame(frame),
      end: (period) => { if (period !== this.header.period) this.send({ period }); },
      fail: (error, again) =>
        this.tell("The other years could not be loaded (" + reasonOf(error) + ").", again),
    });
    this.levels = this.choice("Area level", "level");
    /** @type {Record<string, ChoiceBox>} */
    this.choices = { view: this.choice("Show as", "view"), basis: this.choice("Prices", "basis"),
      scheme: this.choice("Classes", "scheme"),
      mark: this.choice("Hatch areas whose class is unsure", "mark"),
      programme: this.choice("Outline", "programme") };
    this.more = document.createElement("details");
    this.tools = part(this.root, "atlas-tools");
    this.buildTools();
    parent.replaceChildren(this.root);
  }

  /* The first map, which is the only one unless two are compared. */
  get map() { return this.maps[0].map; }

  /* The scene and the header of what is drawn; nothing that needs them works before. */
  get scene() { return present(this.loaded, "map yet"); }

  get header() { return present(this.shown, "map yet"); }

  /**
   * @param {string} text
   * @param {string} name
   */
  choice(text, name) {
    return choiceBox(text, (value) => this.send({ [name]: value }));
  }

  buildTools() {
    this.more.className = "atlas-more";
    const inside = part(this.more, "atlas-options");
    this.more.prepend(make("summary", "Map options"));
    inside.append(this.levels, ...Object.values(this.choices),
      searchBox({ names: () => this.names(), pick: (place) => this.pick(place) }),
      button("England", () => this.maps[0].fit(ENGLAND)),
      button("London", () => this.maps[0].fit(LONDON)),
      button("Save picture (PNG)", () => savePicture(this.maps,
        Object.assign({}, this.scene.page, this.header), this.scene)));
    // Until a map is drawn there is nothing to search, save or choose.
    this.tools.inert = true;
    this.tools.append(this.years.label, this.years.button, this.more);
  }

  /* ---- messages ------------------------------------------------------------------------------ */

  /** @param {Uint8Array} bytes */
  async show(bytes) {
    this.turn += 1;
    const turn = this.turn;
    /** @type {Header} */
    let header;
    /** @type {Panel[]} */
    let panels;
    try {
      const message = readMessage(bytes);
      header = message.header;
      panels = readPanels(message);
    } catch (error) {
      this.tell("The map got values it cannot read (" + reasonOf(error)
        + "). The table has every value.");
      return;
    }
    if (!this.loaded || this.loaded.key !== header.geometry.key) {
      const scene = await this.load(header, bytes);
      if (!scene || turn !== this.turn) return;
      this.loaded = scene;
    }
    this.apply(header, panels);
  }

  /**
   * @param {Header} header
   * @param {Uint8Array} bytes the whole message, to try again
   */
  async load(header, bytes) {
    try {
      return await loadScene(header);
    } catch (error) {
      this.tell("The outlines could not be loaded (" + reasonOf(error)
        + "). The table has every value.", () => this.show(bytes));
      return null;
    }
  }

  /**
   * @param {Header} header
   * @param {Panel[]} panels
   */
  apply(header, panels) {
    const layers = panels.flatMap((panel) => panel.layers);
    const wrong = layers.find((layer) => layer.value.length !== this.scene.count);
    if (wrong) {
      this.tell("The map got " + wrong.value.length + " values for " + this.scene.count
        + " areas, so it draws none. The table has every value.");
      return;
    }
    this.tell("");
    this.shown = header;
    this.arrange(panels);
    this.years.reset(header);
    this.fillTools(header);
    panels.forEach((panel, number) => this.maps[number].show(panel, isMarked(header)));
    this.maps.forEach((framed) =>
      framed.marks.outline(header.outlined, this.scene.page.places, this.scene.outlines));
    this.tools.inert = false;
    this.select(header.selected).catch((error) => this.failPart(error));
    this.root.dataset.areas = String(this.scene.count);
    this.root.dataset.shown = panels.map((panel) => panel.heading).join(" | ");
  }

  /**
   * As many maps as panels, each with its heading and legend.
   * @param {Panel[]} panels
   */
  arrange(panels) {
    this.maps.splice(panels.length).forEach((framed) => {
      framed.remove();
      framed.figure.remove();
    });
    while (this.maps.length < panels.length) this.maps.push(this.addMap());
    this.panels.dataset.count = String(panels.length);
    panels.forEach((panel, number) => this.describe(this.maps[number], panel, isMarked(this.header)));
    this.maps.filter((framed) => framed.scene !== this.scene).forEach((framed) => {
      framed.map.invalidateSize({ animate: false });
      framed.setScene(this.scene);
      if (!this.opened) framed.fit(this.scene.bounds, { animate: false });
      else framed.map.setView(this.opened.centre, this.opened.zoom, { animate: false });
    });
    // Legends of other widths would leave two maps a little apart.
    if (this.maps.length > 1) this.link(this.maps[0]);
  }

  /**
   * What is said of a map beside it: its heading, its name for a screen reader, its legend.
   * @param {FramedMap} framed
   * @param {Panel} panel
   * @param {boolean} mark
   */
  describe(framed, panel, mark) {
    framed.heading.textContent = panel.heading;
    framed.box.setAttribute("aria-label", "Map: " + panel.heading + ". Arrow keys move it, plus and "
      + "minus change its size; the search in the map options selects an area.");
    framed.legend.replaceChildren(drawLegend(panel, mark, this.header.outlined));
  }

  /** @param {Header} header */
  fillTools(header) {
    const { levels, options } = this.scene.page;
    const offered = Object.entries(levels).filter(([level]) => header.levels.includes(level));
    this.levels.fill(Object.fromEntries(offered), header.level);
    // What a page leaves out of its choices is no choice there.
    Object.entries(this.choices).forEach(([name, box]) =>
      box.fill(name in header.chosen ? options[name] : {}, header.chosen[name]));
  }

  addMap() {
    const figure = document.createElement("figure");
    const heading = document.createElement("figcaption");
    const map = this.maps.length ? null : this.given;
    const box = map ? map.getContainer() : document.createElement("div");
    box.classList.add("atlas-box");
    box.setAttribute("role", "group");
    const legend = document.createElement("div");
    legend.className = "atlas-key";
    const frame = document.createElement("div");
    frame.className = "atlas-frame";
    frame.append(box, legend);
    figure.append(heading, frame);
    this.panels.append(figure);
    const made = new PanelMap(box, { map, attribution: this.scene.page.attribution,
      send: (value) => this.onMap(value), link: (name) => this.links.mark(name),
      fail: (error) => this.failPart(error) });
    made.map.on("move", () => this.link(made));
    if (!this.given && !this.maps.length) followPosition(made);
    return Object.assign(made, { figure, heading, legend });
  }

  /**
   * Mark the area that is pointed at in a chart of the page.
   * @param {string | null} name
   */
  pointAt(name) {
    const sheet = this.loaded && this.loaded.sheet;
    if (!sheet) return;
    const place = name === null ? -1 : sheet.names.indexOf(name);
    this.maps.forEach((framed) => framed.marks.hover(place < 0 ? null : sheet.shapes[place]));
  }

  /**
   * What one map shows the other shows too.
   * @param {PanelMap} moved
   */
  link(moved) {
    if (this.linking || this.maps.length < 2) return;
    this.linking = true;
    this.maps.filter((framed) => framed !== moved).forEach((framed) =>
      framed.map.setView(moved.map.getCenter(), moved.map.getZoom(), { animate: false }));
    this.linking = false;
  }

  /** @param {Frame} frame */
  showFrame(frame) {
    const [first] = this.maps;
    const before = present(first.panel, "map yet");
    const layer = Object.assign({}, before.layers[0], frame);
    const heading = before.legend.title + ", " + layer.period;
    const panel = Object.assign({}, before, { layers: [layer], heading });
    Object.assign(panel, { legend: Object.assign({}, panel.legend, countCells(panel)) });
    this.describe(first, panel, false);
    first.show(panel, false);
    this.root.dataset.shown = heading;
  }

  /* ---- selection ----------------------------------------------------------------------------- */

  /**
   * What lists the areas with their names; none are fetched anew.
   * @returns {Promise<Sheet | AreaIndex>}
   */
  async listing() {
    const { sheet, index } = this.scene;
    return sheet || loadIndex(present(index, "index of the tiles"));
  }

  /** @returns {Promise<string[]>} */
  names() {
    return this.listing().then(({ names }) => names).catch((error) => {
      this.failPart(error);
      return [];
    });
  }

  /** @param {number} place */
  async pick(place) {
    const { codes } = await this.listing();
    this.send({ area: codes[place] });
  }

  /** @param {Record<string, string>} value */
  onMap(value) {
    if (value.area) this.clicked = value.area;
    this.send(value);
  }

  /** @param {string[]} codes */
  async select(codes) {
    const { selection: before, scene } = this;
    const key = codes.join();
    if (before && key === before.key && before.scene === scene) return;
    const moved = before && before.scene !== scene;
    const selection = { key, scene };
    this.selection = selection;
    const shapes = await findShapes(scene, codes);
    if (this.selection !== selection) return;
    this.maps.forEach((framed) => framed.marks.select(shapes));
    if (shapes.length && !moved) this.bringIntoSight(codes);
    this.opened = null;
    await this.announce(codes);
  }

  /**
   * What was pressed is in sight, and a link or a place looked into has a view of its own.
   * @param {string[]} codes
   */
  bringIntoSight(codes) {
    if (codes.includes(this.clicked) || this.opened || this.scene.inside.length) return;
    this.maps[0].fit(this.maps[0].marks.selected.getBounds(), { maxZoom: 9, paddingBottomRight: [20, 20] });
  }

  /** @param {string[]} codes */
  async announce(codes) {
    const [code = ""] = codes;
    const scene = this.scene;
    const source = await findListing(scene, code);
    const place = source ? source.codes.indexOf(code) : -1;
    if (!source || place < 0) {
      const known = scene.page.places[code];
      this.live.textContent = known ? known.name + " is selected." : "";
      return;
    }
    const row = scene.sheet ? scene.sheet.rows[place] : place;
    const { layers } = present(this.maps[0].panel, "map yet");
    const words = layers
      .map((layer) => layer.title + ", " + layer.period + ": " + writeValue(layer, row)).join(". ") + ".";
    this.live.textContent = source.names[place] + " is selected. " + words;
    if (code === this.clicked) this.fillCard(source.names[place], words);
  }

  /**
   * What was pressed, at the foot of a small screen, where the answer above the map is out of sight.
   * @param {string} name
   * @param {string} words
   */
  fillCard(name, words) {
    const text = document.createElement("p");
    text.append(make("strong", name), " " + words);
    this.card.replaceChildren(text,
      button("Show the answer", () => {
        this.card.hidden = true;
        const top = document.querySelector(".tiles");
        if (top) top.scrollIntoView({ block: "center" });
      }),
      button("Close", () => { this.card.hidden = true; }));
    this.card.hidden = false;
  }

  /* ---- messages to the reader ---------------------------------------------------------------- */

  /**
   * @param {string} text
   * @param {() => void} [again] what a button tries once more
   */
  tell(text, again) {
    this.message.textContent = text;
    this.message.hidden = !text;
    if (again) this.message.append(" ", button("Try again", again));
  }

  /** @param {unknown} error */
  failPart(error) {
    this.tell("A part of the map could not be loaded (" + reasonOf(error)
      + "). The table has every value.");
  }

  remove() {
    this.years.halt();
    this.links.stop();
    this.maps.forEach((framed) => framed.remove());
  }
}

/** @param {Header} header */
const isMarked = (header) => header.chosen.mark === "yes";

/**
 * Everything that a level needs before it can be coloured; all of it is fetched at once.
 * @param {Header} header
 * @returns {Promise<Scene>}
 */
async function loadScene(header) {
  const { geometry, inside, level } = header;
  const around = geometry.around || geometry.areas[0];
  const [sheets, upper, page] = await Promise.all([
    Promise.all(geometry.areas.map(loadSheet)), loadSheet(around), loadJson(geometry.page)]);
  const sheet = sheets.length ? renumber(joinSheets(sheets), level, inside) : null;
  const bounds = inside.length
    ? L.latLngBounds(inside.flatMap((code) => boundsOfCode(upper, code)))
    : L.latLngBounds(ENGLAND);
  return { key: geometry.key, level, inside, sheet, page, bounds, tiles: geometry.tiles,
    index: geometry.index, files: geometry.files, around, upper,
    outlines: upper.places, count: sheet ? sheet.codes.length : geometry.count,
    context: level === "lsoa" && inside.length ? upper : null };
}

/**
 * Inside a place small areas have values of their own, one after the other.
 * @param {Sheet} sheet
 * @param {AreaLevel} level
 * @param {string[]} inside
 */
function renumber(sheet, level, inside) {
  if (level !== "lsoa" || !inside.length) return sheet;
  return Object.assign({}, sheet, { rows: sheet.codes.map((_code, row) => row) });
}

/**
 * @param {Sheet} upper
 * @param {string} code
 */
function boundsOfCode(upper, code) {
  const place = upper.codes.indexOf(code);
  return place < 0 ? [] : [boundsOf(upper, place).getSouthWest(), boundsOf(upper, place).getNorthEast()];
}

/**
 * What lists an area: its level's sheet, or the index of the tiles; nothing for other codes.
 * @param {Scene} scene
 * @param {string} code
 */
async function findListing({ sheet, index }, code) {
  if (sheet) return sheet;
  return index && code.startsWith("E01") ? loadIndex(index) : null;
}

/**
 * Outlines of areas of the level, of authorities, of places, or of a small area among the tiles.
 * @param {Scene} scene
 * @param {string[]} codes
 */
async function findShapes(scene, codes) {
  const found = await Promise.all(codes.map(async (code) => {
    const own = scene.sheet ? scene.sheet.codes.indexOf(code) : -1;
    if (scene.sheet && own >= 0) return scene.sheet.shapes[own];
    const outline = scene.upper.places.get(code);
    if (outline) return outline;
    const upper = scene.upper.codes.indexOf(code);
    if (upper >= 0) return scene.upper.shapes[upper];
    if (!scene.index || !scene.files || !code.startsWith("E01")) return null;
    const [index, urls] = await Promise.all([loadIndex(scene.index), loadJson(scene.files)]);
    const sheet = await loadSheet(urls[index.parents[index.codes.indexOf(code)]]);
    return sheet.shapes[sheet.codes.indexOf(code)];
  }));
  return found.filter((shape) => shape !== null);
}

/** @type {WeakMap<HTMLElement, Atlas>} */
const shown = new WeakMap();

document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));

window.AtlasMap = {
  /* A page of its own holds its message, and a map that is there already. */
  embed(map, text) {
    const parent = document.createElement("div");
    map.getContainer().before(parent);
    const atlas = new Atlas(parent, () => {}, map);
    return atlas.show(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  },
  show(parent, bytes, send) {
    let atlas = shown.get(parent);
    if (!atlas || !parent.contains(atlas.root)) {
      atlas = new Atlas(parent, send);
      shown.set(parent, atlas);
    }
    atlas.send = send;
    const drawn = atlas.show(bytes);
    return { drawn, remove: () => atlas.remove() };
  },
};
