/* The light layers over the areas: outlines and names of places, the area under the pointer, the
 * selection. They lie on canvases of their own, so that none of them redraws the areas.
 */

const OUTLINES = {
  pilot: { color: "#111111", weight: 2.5, dashArray: null },
  parallel: { color: "#111111", weight: 2, dashArray: "5 4" },
  successor: { color: "#111111", weight: 2, dashArray: "1 5" },
};
const CASING = { color: "#ffffff", weight: 4.5, opacity: 0.75 };
const SELECTED = { color: "#0b0c0c", weight: 4, fill: false, interactive: false };
const HOVERED = { color: "#0b0c0c", weight: 2, fill: false, interactive: false };
const LABEL_GAP_PX = 4;

class Marks {
  constructor(map) {
    this.map = map;
    this.lines = [];
    this.labels = [];
    this.renderer = this.pane("outlines", 450);
    const marks = this.pane("marks", 460);
    this.pane("labels", 470);
    const shape = (style) => L.polygon([], Object.assign({ renderer: marks, pane: "marks",
      smoothFactor: 0 }, style)).addTo(map);
    this.selected = shape(SELECTED);
    this.hovered = shape(HOVERED);
    map.on("zoomend moveend", () => this.thin());
  }

  pane(name, level) {
    const made = this.map.createPane(name);
    made.style.zIndex = level;
    made.style.pointerEvents = "none";
    return L.canvas({ pane: name, padding: 0.1 });
  }

  /* `kinds` are those to show; `places` gives name and kind by id; `shapes` the outlines by id. */
  outline(kinds, places, shapes) {
    const wanted = kinds.join();
    if (wanted === this.shown && shapes === this.shapes) return;
    [this.shown, this.shapes] = [wanted, shapes];
    [...this.lines, ...this.labels].forEach((one) => one.remove());
    this.lines = [];
    this.labels = [];
    Object.entries(places).filter(([id, one]) => kinds.includes(one.kind) && shapes.has(id))
      .forEach(([id, one]) => this.draw(shapes.get(id), one));
    this.thin();
  }

  draw(shape, place) {
    const line = { renderer: this.renderer, pane: "outlines", fill: false, interactive: false,
      smoothFactor: 0 };
    // A white edge keeps the black line in sight on dark fills and on a dark page.
    [CASING, OUTLINES[place.kind]].forEach((style) => this.lines.push(
      L.polygon(shape, Object.assign({}, line, style)).addTo(this.map)));
    const icon = L.divIcon({ className: "atlas-label", iconSize: null, html: "" });
    const label = L.marker(this.lines.at(-1).getBounds().getCenter(),
      { icon, pane: "labels", interactive: false, keyboard: false }).addTo(this.map);
    label.getElement().append(make("span", place.name));
    label.getElement().setAttribute("aria-hidden", "true");
    this.labels.push(label);
  }

  /* Names that would cover one another are left out until the map is nearer. */
  thin() {
    const taken = [];
    this.labels.forEach((label) => {
      const element = label.getElement().firstChild;
      element.hidden = false;
      const box = element.getBoundingClientRect();
      const covers = taken.some((one) => box.left < one.right + LABEL_GAP_PX
        && one.left < box.right + LABEL_GAP_PX && box.top < one.bottom + LABEL_GAP_PX
        && one.top < box.bottom + LABEL_GAP_PX);
      if (covers) element.hidden = true;
      else taken.push(box);
    });
  }

  select(shapes) { this.selected.setLatLngs(shapes); }

  hover(shape) { this.hovered.setLatLngs(shape || []); }
}
