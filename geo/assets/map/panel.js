/* One map: its areas, tiles and marks, and what the pointer does on them. */

const LONDON = [[51.28, -0.52], [51.7, 0.34]];
const ENGLAND = [[49.86, -6.42], [55.82, 1.77]];
const VECTOR_ZOOM = 10;
const MOTION = () => !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

class PanelMap {
  constructor(box, { map, attribution, send, link, fail }) {
    this.box = box;
    this.send = send;
    this.link = link;
    this.fail = fail;
    this.map = map || L.map(box, { preferCanvas: true, minZoom: 5, maxZoom: 13, zoomSnap: 0.25,
      doubleClickZoom: false, zoomAnimation: MOTION(), fadeAnimation: false,
      markerZoomAnimation: MOTION(), inertia: MOTION() });
    this.map.attributionControl.setPrefix("").addAttribution(attribution);
    keepInPlace(this.map.getContainer());
    this.map.fitBounds(ENGLAND);
    this.renderer = followLastMove(L.canvas({ padding: 0.1 }));
    this.marks = new Marks(this.map);
    this.tip = L.tooltip({ className: "atlas-tooltip", opacity: 1, offset: [12, 0] });
    this.layers = [];
    this.near = new Map();
    this.map.on("moveend", () => this.fetchNear());
    this.map.on("zoomend", () => this.vectors && this.vectors.rezoom(this.map.getZoom()));
    this.map.on("mousemove click dblclick", (event) => this.onTiles(event));
    this.map.on("mouseout", () => this.leave());
  }

  /* Put the areas of a level on the map; `scene` is what loadScene gave. */
  setScene(scene) {
    this.layers.forEach((layer) => layer.remove());
    this.near.clear();
    this.leave();
    [this.scene, this.vectors, this.tiles, this.layers] = [scene, null, null, []];
    if (scene.context) {
      const drawn = { renderer: this.renderer, inside: scene.inside };
      this.add(this.listenToContext(drawContext(scene.context, drawn)));
    }
    if (scene.tiles) {
      this.tiles = new IdTiles(scene.tiles);
      this.tiles.on("atlaserror", (event) => this.fail(event.error));
      this.tiles.on("load", () => this.box.setAttribute("data-tiles", "ready"));
      this.add(this.tiles);
    }
    if (scene.sheet) {
      // All that is inside is there, and only what is inside: nothing to step back.
      this.vectors = this.addVectors(scene.sheet, scene.context ? [] : scene.inside);
    }
  }

  add(layer) {
    this.layers.push(layer.addTo(this.map));
    return layer;
  }

  addVectors(sheet, inside) {
    const vectors = new VectorLayer(sheet,
      { renderer: this.renderer, level: this.scene.level, inside });
    const place = (event) => (event.propagatedFrom || event.layer || event.sourceTarget).atlasPlace;
    vectors.group.on("mouseover mousemove", (event) => {
      this.marks.hover(sheet.shapes[place(event)]);
      this.point(event.latlng, sheet.names[place(event)], sheet.rows[place(event)]);
    });
    vectors.group.on("mouseout", () => this.leave());
    vectors.group.on("click dblclick", (event) => {
      L.DomEvent.stop(event);
      this.choose(event.type, sheet.codes[place(event)]);
    });
    this.add(vectors.group);
    return vectors;
  }

  listenToContext(group) {
    return group.on("click dblclick", (event) => {
      L.DomEvent.stop(event);
      this.choose(event.type, (event.propagatedFrom || event.sourceTarget).atlasCode);
    });
  }

  show(panel, mark) {
    [this.panel, this.mark] = [panel, mark];
    if (this.tiles) this.tiles.paint(colourTable(panel, panel.layers[0].value.length));
    [this.vectors, ...this.near.values()].filter(Boolean)
      .forEach((vectors) => vectors.paint(panel, mark, this.map.getZoom()));
  }

  /* ---- nearer than the tiles go: outlines of the authorities in sight ----------------------- */

  async fetchNear() {
    const scene = this.scene;
    if (!scene || !scene.files) return;
    if (this.map.getZoom() < VECTOR_ZOOM) {
      this.near.forEach((vectors) => vectors.group.remove());
      return;
    }
    try {
      const [around, urls] = await Promise.all([loadSheet(scene.around), loadJson(scene.files)]);
      const sight = this.map.getBounds();
      const wanted = around.codes.filter((_code, place) => sight.intersects(boundsOf(around, place)));
      await Promise.all(wanted.map((code) => this.addNear(code, urls[code], scene)));
    } catch (error) {
      this.fail(error);
    }
  }

  async addNear(code, url, scene) {
    const sheet = await loadSheet(url);
    if (scene !== this.scene || this.map.getZoom() < VECTOR_ZOOM) return;
    if (!this.near.has(code)) {
      const vectors = this.addVectors(sheet, []);
      this.near.set(code, vectors);
      if (this.panel) vectors.paint(this.panel, this.mark, this.map.getZoom());
    }
    this.near.get(code).group.addTo(this.map);
  }

  /* ---- the pointer -------------------------------------------------------------------------- */

  async onTiles(event) {
    if (!this.tiles || (this.scene.files && this.map.getZoom() >= VECTOR_ZOOM)) return;
    const row = this.tiles.rowAt(event.latlng);
    if (row === null) {
      this.leave();
      return;
    }
    const index = await loadIndex(this.scene.index);
    if (event.type === "mousemove") this.point(event.latlng, index.names[row], row);
    else this.choose(event.type, index.codes[row]);
  }

  point(latlng, name, row) {
    if (!this.panel) return;
    this.link(name);
    const box = document.createElement("div");
    box.append(make("strong", name), ...this.panel.layers.flatMap((layer) => [
      make("div", writeValue(layer, row)), make("div", layer.title + ", " + layer.period)]));
    this.tip.setLatLng(latlng).setContent(box);
    if (!this.map.hasLayer(this.tip)) this.tip.addTo(this.map);
  }

  leave() {
    this.link(null);
    this.marks.hover(null);
    this.tip.remove();
  }

  choose(type, code) {
    this.send(type === "dblclick" ? { inside: code } : { area: code });
  }

  fit(bounds, options) {
    this.map.fitBounds(bounds, Object.assign({ animate: MOTION() }, options));
  }
}

/* Leaflet leaves out moves that come within 32 ms of the last one, so that of a pointer that stops
 * the area of a moment before would stay named. The last move is given again once they are over.
 */
const MOVE_AGAIN_MS = 40;

function followLastMove(renderer) {
  const { _handleMouseHover: hover, _handleMouseOut: out } = L.Canvas.prototype;
  let waiting = 0;
  return Object.assign(renderer, {
    _handleMouseHover(...move) {
      clearTimeout(waiting);
      if (this._mouseHoverThrottled) waiting = setTimeout(() => hover.apply(this, move), MOVE_AGAIN_MS);
      else hover.apply(this, move);
    },
    _handleMouseOut(event) {
      if (event.type === "mouseout") clearTimeout(waiting);
      out.call(this, event);
    },
  });
}

function make(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

function boundsOf(sheet, place) {
  sheet.bounds = sheet.bounds || [];
  sheet.bounds[place] = sheet.bounds[place] || L.latLngBounds(sheet.shapes[place].flat(2));
  return sheet.bounds[place];
}

/* Leaflet gives the map the focus at a press. The browser would then scroll all of it into view,
 * and the click would land on another area than the one under the pointer. */
function keepInPlace(container) {
  container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
}
