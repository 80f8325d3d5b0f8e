/* The light layers over the areas: outlines and names of places, the area under the pointer, the
 * selection. They lie on canvases of their own, so that none of them redraws the areas.
 */

/** @type {Record<ProgrammePlace["kind"], L.PolylineOptions>} */
const OUTLINES = {
  pilot: { color: "#111111", weight: 2.5 },
  parallel: { color: "#111111", weight: 2, dashArray: "5 4" },
  successor: { color: "#111111", weight: 2, dashArray: "1 5" },
};
const CASING = { color: "#ffffff", weight: 4.5, opacity: 0.75 };
const SELECTED = { color: "#0b0c0c", weight: 4, fill: false, interactive: false };
const HOVERED = { color: "#0b0c0c", weight: 2, fill: false, interactive: false };
const LABEL_GAP_PX = 4;

class Marks {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    /** @type {L.Polygon[]} */
    this.lines = [];
    /** @type {{ marker: L.Marker, name: HTMLElement }[]} */
    this.labels = [];
    /** @type {string | null} */
    this.shown = null;
    /** @type {Map<string, Shape> | null} */
    this.shapes = null;
    this.renderer = this.pane("outlines", 450);
    const marks = this.pane("marks", 460);
    this.pane("labels", 470);
    /** @param {L.PolylineOptions} style */
    const shape = (style) => L.polygon([], Object.assign({ renderer: marks, pane: "marks",
      smoothFactor: 0 }, style)).addTo(map);
    this.selected = shape(SELECTED);
    this.hovered = shape(HOVERED);
    map.on("zoomend moveend", () => this.thin());
  }

  /**
   * @param {string} name
   * @param {number} level
   */
  pane(name, level) {
    const made = this.map.createPane(name);
    made.style.zIndex = String(level);
    made.style.pointerEvents = "none";
    return L.canvas({ pane: name, padding: 0.1 });
  }

  /**
   * @param {string[]} kinds those to show
   * @param {Record<string, ProgrammePlace>} places by id
   * @param {Map<string, Shape>} shapes outlines by id
   */
  outline(kinds, places, shapes) {
    const wanted = kinds.join();
    if (wanted === this.shown && shapes === this.shapes) return;
    [this.shown, this.shapes] = [wanted, shapes];
    this.lines.forEach((line) => line.remove());
    this.labels.forEach((label) => label.marker.remove());
    this.lines = [];
    this.labels = [];
    Object.entries(places).forEach(([id, place]) => {
      const outline = shapes.get(id);
      if (outline && kinds.includes(place.kind)) this.draw(outline, place);
    });
    this.thin();
  }

  /**
   * @param {Shape} shape
   * @param {ProgrammePlace} place
   */
  draw(shape, place) {
    const line = { renderer: this.renderer, pane: "outlines", fill: false, interactive: false,
      smoothFactor: 0 };
    // A white edge keeps the black line in sight on dark fills and on a dark page.
    const lines = [CASING, OUTLINES[place.kind]].map((style) =>
      L.polygon(shape, Object.assign({}, line, style)).addTo(this.map));
    this.lines.push(...lines);
    // An icon of no size takes that of its name; without the word it would have Leaflet's.
    const icon = L.divIcon({ className: "atlas-label", iconSize: undefined, html: "" });
    const marker = L.marker(lines[0].getBounds().getCenter(),
      { icon, pane: "labels", interactive: false, keyboard: false }).addTo(this.map);
    const name = make("span", place.name);
    const element = present(marker.getElement(), "label");
    element.append(name);
    element.setAttribute("aria-hidden", "true");
    this.labels.push({ marker, name });
  }

  /* Names that would cover one another are left out until the map is nearer. */
  thin() {
    /** @type {DOMRect[]} */
    const taken = [];
    this.labels.forEach(({ name }) => {
      name.hidden = false;
      const box = name.getBoundingClientRect();
      const covers = taken.some((other) => box.left < other.right + LABEL_GAP_PX
        && other.left < box.right + LABEL_GAP_PX && box.top < other.bottom + LABEL_GAP_PX
        && other.top < box.bottom + LABEL_GAP_PX);
      if (covers) name.hidden = true;
      else taken.push(box);
    });
  }

  /** @param {Shape[]} shapes */
  select(shapes) { this.selected.setLatLngs(shapes.flat()); }

  /** @param {Shape | null} shape */
  hover(shape) { this.hovered.setLatLngs(shape || []); }
}
