/* The component: takes the server's messages, keeps one or two linked maps, and says what happens.
 *
 * AtlasMap.show(parent, bytes, send) draws a message below an element; the first call builds the
 * maps, later ones recolour them. A message whose values do not fit the areas is refused: values
 * drawn shifted by one area would be wrong everywhere and look right.
 */

class Atlas {
  constructor(parent, send) {
    this.send = send;
    this.turn = 0;
    this.maps = [];
    this.root = document.createElement("section");
    this.root.className = "atlas-map";
    this.root.atlas = this;
    this.panels = part(this.root, "atlas-panels");
    this.message = part(this.root, "atlas-message");
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;
    this.live = part(this.root, "atlas-live");
    this.live.setAttribute("aria-live", "polite");
    this.links = new ChartLink((name) => this.pointAt(name));
    this.buildTools();
    parent.replaceChildren(this.root);
  }

  /* The first map, which is the only one unless two are compared. */
  get map() { return this.maps[0].map; }

  buildTools() {
    const fail = (error, again) => this.tell("The other years could not be loaded (" + error.message
      + ").", again);
    this.years = new Years({ fail, show: (frame) => this.showFrame(frame),
      end: (period) => { if (period !== this.header.period) this.send({ period }); } });
    const choice = (text, name) => choiceBox(text, (value) => this.send({ [name]: value }));
    this.levels = choice("Area level", "level");
    this.choices = { view: choice("Show as", "view"), basis: choice("Prices", "basis"),
      scheme: choice("Classes", "scheme"), mark: choice("Hatch unsure classes", "mark"),
      programme: choice("Outline", "programme") };
    const tools = part(this.root, "atlas-tools");
    const more = document.createElement("details");
    this.more = more;
    more.className = "atlas-more";
    more.append(make("summary", "Prices, classes, outlines"), ...Object.values(this.choices).slice(1));
    tools.append(
      this.years.label,
      this.years.button,
      this.levels,
      this.choices.view,
      searchBox({ names: () => this.names(), pick: (place) => this.pick(place) }),
      button("England", () => this.maps[0].fit(ENGLAND)),
      button("London", () => this.maps[0].fit(LONDON)),
      button("Save picture (PNG)", () => savePicture(this.maps,
        Object.assign({}, this.scene.page, this.header))), more);
  }

  /* ---- messages ------------------------------------------------------------------------------ */

  async show(bytes) {
    this.turn += 1;
    const turn = this.turn;
    let panels, header;
    try {
      const message = readMessage(bytes);
      header = message.header;
      panels = readPanels(message);
    } catch (error) {
      this.tell("The map got values it cannot read (" + error.message + "). The table has every value.");
      return;
    }
    if (!this.scene || this.scene.key !== header.geometry.key) {
      const scene = await this.load(header, bytes);
      if (!scene || turn !== this.turn) return;
      this.scene = scene;
    }
    this.apply(header, panels);
  }

  async load(header, bytes) {
    try {
      return await loadScene(header);
    } catch (error) {
      this.tell("The outlines could not be loaded (" + error.message + "). The table has every value.",
        () => this.show(bytes));
      return null;
    }
  }

  apply(header, panels) {
    const layers = [].concat(...panels.map((panel) => panel.layers));
    const wrong = layers.find((layer) => layer.value.length !== this.scene.count);
    if (wrong) {
      this.tell("The map got " + wrong.value.length + " values for " + this.scene.count
        + " areas, so it draws none. The table has every value.");
      return;
    }
    this.tell("");
    this.header = header;
    this.arrange(panels);
    this.years.reset(header);
    this.fillTools(header);
    panels.forEach((panel, number) => this.maps[number].show(panel, isMarked(header)));
    this.maps.forEach((one) =>
      one.marks.outline(header.outlined, this.scene.page.places, this.scene.outlines));
    this.select(header.selected);
    this.root.dataset.areas = String(this.scene.count);
    this.root.dataset.shown = panels.map((panel) => panel.heading).join(" | ");
  }

  /* As many maps as panels, each with its heading and legend. */
  arrange(panels) {
    while (this.maps.length > panels.length) {
      const last = this.maps.pop();
      last.map.remove();
      last.figure.remove();
    }
    while (this.maps.length < panels.length) this.maps.push(this.addMap());
    this.panels.dataset.count = String(panels.length);
    panels.forEach((panel, number) => this.describe(this.maps[number], panel, isMarked(this.header)));
    this.maps.filter((one) => one.scene !== this.scene).forEach((one) => {
      one.map.invalidateSize({ animate: false });
      one.setScene(this.scene);
      one.fit(this.scene.bounds, { animate: false });
    });
  }

  /* What is said of a map beside it: its heading, its name for a screen reader, its legend. */
  describe(one, panel, mark) {
    one.heading.textContent = panel.heading;
    one.box.setAttribute("aria-label", "Map: " + panel.heading + ". Arrow keys move it, plus and "
      + "minus change its size; the search below selects an area.");
    one.legend.replaceChildren(drawLegend(panel, mark));
  }

  fillTools(header) {
    const { levels, options } = this.scene.page;
    const offered = Object.entries(levels).filter(([level]) => header.levels.includes(level));
    this.levels.fill(Object.fromEntries(offered), header.level);
    // What a page leaves out of its choices is no choice there.
    Object.entries(this.choices).forEach(([name, box]) =>
      box.fill(name in header.chosen ? options[name] : {}, header.chosen[name]));
    this.more.hidden = !("basis" in header.chosen);
  }

  addMap() {
    const figure = document.createElement("figure");
    const heading = document.createElement("figcaption");
    const map = this.maps.length ? null : this.given;
    const box = map ? map.getContainer() : document.createElement("div");
    box.classList.add("atlas-box");
    box.setAttribute("role", "group");
    const legend = document.createElement("div");
    figure.append(heading, box, legend);
    this.panels.append(figure);
    const made = new PanelMap(box, { map, attribution: this.scene.page.attribution,
      send: (value) => this.onMap(value), link: (name) => this.links.mark(name), fail: (error) => this.tell(
        "A part of the map could not be loaded (" + error.message + "). The table has every value.") });
    made.map.on("move", () => this.link(made));
    return Object.assign(made, { figure, heading, legend });
  }

  /* Mark the area that is pointed at in a chart of the page. */
  pointAt(name) {
    const { sheet } = this.scene || {};
    if (!sheet) return;
    const place = name === null ? -1 : sheet.names.indexOf(name);
    this.maps.forEach((one) => one.marks.hover(place < 0 ? null : sheet.shapes[place]));
  }

  /* What one map shows the other shows too. */
  link(moved) {
    if (this.linking || this.maps.length < 2) return;
    this.linking = true;
    this.maps.filter((one) => one !== moved).forEach((one) =>
      one.map.setView(moved.map.getCenter(), moved.map.getZoom(), { animate: false }));
    this.linking = false;
  }

  showFrame(frame) {
    const [one] = this.maps;
    const layer = Object.assign({}, one.panel.layers[0], frame);
    const heading = layer.title + ", " + layer.period;
    const panel = Object.assign({}, one.panel, { layers: [layer], heading });
    panel.legend = Object.assign({}, panel.legend, countCells(panel));
    this.describe(one, panel, false);
    one.show(panel, false);
    this.root.dataset.shown = heading;
  }

  /* ---- selection ----------------------------------------------------------------------------- */

  async names() {
    if (this.scene.sheet) return this.scene.sheet.names;
    return (await loadIndex(this.scene.index)).names;
  }

  async pick(place) {
    const codes = this.scene.sheet ? this.scene.sheet.codes : (await loadIndex(this.scene.index)).codes;
    this.send({ area: codes[place] });
  }

  onMap(value) {
    if (value.area) this.clicked = value.area;
    this.send(value);
  }

  async select(codes) {
    const key = codes.join();
    if (key === this.selectedKey && this.selectedScene === this.scene) return;
    const moved = this.selectedKey !== undefined && this.selectedScene !== this.scene;
    [this.selectedKey, this.selectedScene] = [key, this.scene];
    const shapes = await findShapes(this.scene, codes);
    if (key !== this.selectedKey) return;
    this.maps.forEach((one) => one.marks.select(shapes));
    if (shapes.length && !codes.includes(this.clicked) && !moved && !this.scene.inside.length) {
      this.maps[0].fit(this.maps[0].marks.selected.getBounds(), { maxZoom: 9, padding: [20, 20] });
    }
    this.announce(codes);
  }

  async announce(codes) {
    const [code] = codes;
    const scene = this.scene;
    const source = scene.sheet || (scene.index && code && code.startsWith("E01")
      ? await loadIndex(scene.index) : null);
    const place = source ? source.codes.indexOf(code) : -1;
    if (place < 0) {
      const known = code && scene.page.places[code];
      this.live.textContent = known ? known.name + " is selected." : "";
      return;
    }
    const row = scene.sheet ? scene.sheet.rows[place] : place;
    this.live.textContent = source.names[place] + " is selected. " + this.maps[0].panel.layers
      .map((layer) => layer.title + ", " + layer.period + ": " + writeValue(layer, row)).join(". ") + ".";
  }

  /* ---- messages to the reader ---------------------------------------------------------------- */

  tell(text, again) {
    this.message.textContent = text;
    this.message.hidden = !text;
    if (again) this.message.append(" ", button("Try again", again));
  }

  remove() {
    this.years.halt();
    this.links.stop();
    this.maps.forEach((one) => one.map.remove());
  }
}

const isMarked = (header) => header.chosen.mark === "yes";

function part(parent, name) {
  const made = document.createElement("div");
  made.className = name;
  parent.append(made);
  return made;
}

/* Everything that a level needs before it can be coloured; all of it is fetched at once. */
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

/* Inside a place small areas have values of their own, one after the other. */
function renumber(sheet, level, inside) {
  if (level !== "lsoa" || !inside.length) return sheet;
  return Object.assign({}, sheet, { rows: sheet.codes.map((_code, row) => row) });
}

function boundsOfCode(upper, code) {
  const place = upper.codes.indexOf(code);
  return place < 0 ? [] : [boundsOf(upper, place).getSouthWest(), boundsOf(upper, place).getNorthEast()];
}

/* Outlines of areas of the level, of authorities, of places, or of a small area among the tiles. */
async function findShapes(scene, codes) {
  const found = await Promise.all(codes.map(async (code) => {
    const own = scene.sheet ? scene.sheet.codes.indexOf(code) : -1;
    if (own >= 0) return scene.sheet.shapes[own];
    if (scene.upper.places.has(code)) return scene.upper.places.get(code);
    const upper = scene.upper.codes.indexOf(code);
    if (upper >= 0) return scene.upper.shapes[upper];
    if (!scene.tiles || !code.startsWith("E01")) return null;
    const [index, urls] = await Promise.all([loadIndex(scene.index), loadJson(scene.files)]);
    const sheet = await loadSheet(urls[index.parents[index.codes.indexOf(code)]]);
    return sheet.shapes[sheet.codes.indexOf(code)];
  }));
  return found.filter(Boolean);
}

const shown = new WeakMap();

document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));

window.AtlasMap = {
  /* A page of its own holds its message, and a map that is there already. */
  embed(map, text) {
    const parent = document.createElement("div");
    map.getContainer().before(parent);
    const atlas = new Atlas(parent, () => {});
    atlas.given = map;
    return atlas.show(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
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
