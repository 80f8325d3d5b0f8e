/* One map: its areas, tiles and marks, and what the pointer does on them. */

/** @type {L.LatLngBoundsLiteral} */
const LONDON = [[51.28, -0.52], [51.7, 0.34]];
/** @type {L.LatLngBoundsLiteral} */
const ENGLAND = [[49.86, -6.42], [55.82, 1.77]];
const VECTOR_ZOOM = 10;
const MOTION = () => !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

class PanelMap {
  /**
   * @param {HTMLElement} box
   * @param {{ map: L.Map | null, attribution: string, send: Send,
   *   link: (name: string | null) => void, fail: (error: unknown) => void }} given a map that is
   *   there already, and what hears of a choice, of the area pointed at, and of a failure
   */
  constructor(box, { map, attribution, send, link, fail }) {
    this.box = box;
    this.send = send;
    this.link = link;
    this.fail = fail;
    this.map = map || L.map(box, { preferCanvas: true, minZoom: 5, maxZoom: 13, zoomSnap: 0.25,
      doubleClickZoom: false, scrollWheelZoom: false, maxBounds: L.latLngBounds(ENGLAND).pad(0.15),
      maxBoundsViscosity: 1, zoomAnimation: MOTION(), fadeAnimation: false,
      markerZoomAnimation: MOTION(), inertia: MOTION() });
    this.map.attributionControl.setPrefix("").addAttribution(attribution);
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {VectorLayer | null} */
    this.vectors = null;
    /** @type {IdTiles | null} */
    this.tiles = null;
    /** @type {Panel | null} */
    this.panel = null;
    this.mark = false;
    keepInPlace(this.map.getContainer());
    if (!map) leavePageScrolling(this.map);
    this.fitting = false;
    this.map.fitBounds(ENGLAND);
    this.renderer = followLastMove(L.canvas({ padding: 0.1 }));
    this.marks = new Marks(this.map);
    this.tip = L.tooltip({ className: "atlas-tooltip", opacity: 1, offset: [12, 0] });
    /** @type {L.Layer[]} */
    this.layers = [];
    /** @type {Map<string, VectorLayer>} */
    this.near = new Map();
    this.map.on("moveend", () => this.fetchNear());
    this.map.on("zoomend", () => this.vectors && this.vectors.rezoom(this.map.getZoom()));
    /** @param {L.LeafletMouseEvent} event */
    const onTiles = (event) => this.onTiles(event).catch(this.fail);
    this.map.on({ mousemove: onTiles, click: onTiles, dblclick: onTiles });
    this.map.on("mouseout", () => this.leave());
  }

  /**
   * Put the areas of a level on the map.
   * @param {Scene} scene what loadScene gave
   */
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
      this.tiles.on("atlaserror", (event) => this.fail(/** @type {TileFailure} */ (event).error));
      this.tiles.on("load", () => this.box.setAttribute("data-tiles", "ready"));
      this.add(this.tiles);
    }
    if (scene.sheet) {
      // All that is inside is there, and only what is inside: nothing to step back.
      this.vectors = this.addVectors(scene.sheet, scene.level, scene.context ? [] : scene.inside);
    }
  }

  /** @param {L.Layer} layer */
  add(layer) {
    this.layers.push(layer.addTo(this.map));
  }

  /**
   * @param {Sheet} sheet
   * @param {AreaLevel} level
   * @param {string[]} inside
   */
  addVectors(sheet, level, inside) {
    const vectors = new VectorLayer(sheet, { renderer: this.renderer, level, inside });
    /**
     * @param {L.LeafletMouseEvent} event
     * @returns {number}
     */
    const place = (event) => (event.propagatedFrom || event.layer || event.sourceTarget).atlasPlace;
    /** @param {L.LeafletMouseEvent} event */
    const point = (event) => {
      this.marks.hover(sheet.shapes[place(event)]);
      this.point(event.latlng, sheet.names[place(event)], sheet.rows[place(event)]);
    };
    /** @param {L.LeafletMouseEvent} event */
    const choose = (event) => this.chooseAt(event, sheet.codes[place(event)]);
    vectors.group.on({ mouseover: point, mousemove: point, mouseout: () => this.leave(),
      click: choose, dblclick: choose });
    this.add(vectors.group);
    return vectors;
  }

  /** @param {L.FeatureGroup} group */
  listenToContext(group) {
    /** @param {L.LeafletMouseEvent} event */
    const choose = (event) =>
      this.chooseAt(event, (event.propagatedFrom || event.sourceTarget).atlasCode);
    return group.on({ click: choose, dblclick: choose });
  }

  /**
   * @param {Panel} panel
   * @param {boolean} mark
   */
  show(panel, mark) {
    [this.panel, this.mark] = [panel, mark];
    if (this.tiles) this.tiles.paint(colourTable(panel, panel.layers[0].value.length));
    const vectors = [...this.near.values()];
    if (this.vectors) vectors.push(this.vectors);
    vectors.forEach((layer) => layer.paint(panel, mark, this.map.getZoom()));
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

  /**
   * @param {string} code
   * @param {string} url
   * @param {Scene} scene
   */
  async addNear(code, url, scene) {
    const sheet = await loadSheet(url);
    if (scene !== this.scene || this.map.getZoom() < VECTOR_ZOOM) return;
    let vectors = this.near.get(code);
    if (!vectors) {
      vectors = this.addVectors(sheet, scene.level, []);
      this.near.set(code, vectors);
      if (this.panel) vectors.paint(this.panel, this.mark, this.map.getZoom());
    }
    vectors.group.addTo(this.map);
  }

  /* ---- the pointer -------------------------------------------------------------------------- */

  /** @param {L.LeafletMouseEvent} event */
  async onTiles(event) {
    const { scene, tiles } = this;
    if (!scene || !tiles || (scene.files && this.map.getZoom() >= VECTOR_ZOOM)) return;
    const row = tiles.rowAt(event.latlng);
    if (row === null) {
      this.leave();
      return;
    }
    const index = await loadIndex(present(scene.index, "index of the tiles"));
    if (event.type === "mousemove") this.point(event.latlng, index.names[row], row);
    else this.choose(event.type, index.codes[row]);
  }

  /**
   * @param {L.LatLng} latlng
   * @param {string} name
   * @param {number} row
   */
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

  /**
   * @param {L.LeafletMouseEvent} event
   * @param {string} code
   */
  chooseAt(event, code) {
    L.DomEvent.stop(event);
    this.choose(event.type, code);
  }

  /**
   * @param {string} type
   * @param {string} code
   */
  choose(type, code) {
    this.send(type === "dblclick" ? { inside: code } : { area: code });
  }

  /** Take the map away. A zoom that is under way would end on a map that is gone. */
  remove() {
    Object.assign(this.map, { _animatingZoom: false }).remove();
  }

  /** How much of the map's left side the legend covers, in pixels. */
  covered() {
    const key = this.box.parentElement && this.box.parentElement.querySelector(".atlas-key");
    const over = key instanceof HTMLElement && getComputedStyle(key).position === "absolute";
    return over ? key.offsetWidth : 0;
  }

  /**
   * @param {L.LatLngBoundsExpression} bounds
   * @param {L.FitBoundsOptions} [options]
   */
  fit(bounds, options) {
    this.fitting = true;
    this.map.fitBounds(bounds,
      Object.assign({ animate: MOTION(), paddingTopLeft: [this.covered(), 0] }, options));
  }
}

/* Leaflet leaves out moves that come within 32 ms of the last one, so that of a pointer that stops
 * the area of a moment before would stay named. The last move is given again once they are over.
 */
const MOVE_AGAIN_MS = 40;

/** @param {L.Canvas} renderer */
function followLastMove(renderer) {
  const { _handleMouseHover: hover, _handleMouseOut: out } = /** @type {HoverCanvas} */ (
    L.Canvas.prototype);
  let waiting = 0;
  return Object.assign(renderer, {
    /**
     * @this {HoverCanvas}
     * @param {PointerMove} move
     */
    _handleMouseHover(...move) {
      clearTimeout(waiting);
      if (this._mouseHoverThrottled) waiting = setTimeout(() => hover.apply(this, move), MOVE_AGAIN_MS);
      else hover.apply(this, move);
    },
    /**
     * @this {HoverCanvas}
     * @param {Event} event
     */
    _handleMouseOut(event) {
      if (event.type === "mouseout") clearTimeout(waiting);
      out.call(this, event);
    },
  });
}

/**
 * @param {Sheet} sheet
 * @param {number} place
 */
function boundsOf(sheet, place) {
  sheet.bounds = sheet.bounds || [];
  sheet.bounds[place] = sheet.bounds[place] || L.latLngBounds(sheet.shapes[place].flat(2));
  return sheet.bounds[place];
}

/**
 * Leaflet gives the map the focus at a press. The browser would then scroll all of it into view,
 * and the click would land on another area than the one under the pointer.
 * @param {HTMLElement} container
 */
function keepInPlace(container) {
  container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
}
