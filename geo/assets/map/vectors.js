/* Areas drawn as outlines on a canvas. Recolouring changes fills alone; nothing is rebuilt. */

/** @type {Record<AreaLevel, number>} */
const BORDER = { upper_tier: 0.6, region: 0.8, lower_tier: 0.5, msoa: 0.4, lsoa: 0.4 };
/**
 * Farther off than this, white borders would hide the areas; they take the colour of the area.
 * @type {Record<AreaLevel, number>}
 */
const BORDER_ZOOM = { upper_tier: 0, region: 0, lower_tier: 7, msoa: 9, lsoa: 9 };
const FADED = 0.25;

class VectorLayer {
  /**
   * @param {Sheet} sheet
   * @param {{ renderer: L.Canvas, level: AreaLevel, inside: string[] }} drawn
   */
  constructor(sheet, { renderer, level, inside }) {
    this.sheet = sheet;
    this.level = level;
    /** @type {{ panel: Panel, mark: boolean, borders: boolean } | null} */
    this.painted = null;
    this.areas = sheet.shapes.map((shape, place) => Object.assign(
      L.polygon(shape, { renderer, color: "#ffffff", weight: BORDER[level],
        fillColor: NO_DATA_FILL, fillOpacity: 1, smoothFactor: 0 }), { atlasPlace: place }));
    this.group = L.featureGroup(this.areas);
    this.fade(inside);
  }

  /**
   * Areas outside the place that the visitor looks into step back.
   * @param {string[]} inside
   */
  fade(inside) {
    const { codes, parents } = this.sheet;
    this.areas.forEach((area, place) => {
      const home = parents ? parents[place] : codes[place];
      area.options.fillOpacity = !inside.length || inside.includes(home) ? 1 : FADED;
    });
  }

  /** @param {number} zoom */
  bordersAt(zoom) { return zoom >= BORDER_ZOOM[this.level]; }

  /**
   * @param {Panel} panel
   * @param {boolean} mark
   * @param {number} zoom
   */
  paint(panel, mark, zoom) {
    const borders = this.bordersAt(zoom);
    this.areas.forEach((area, place) => {
      const fill = fillOf(panel, this.sheet.rows[place], mark);
      // A canvas paints a pattern like a colour, which Leaflet's types do not know.
      const colour = /** @type {string} */ (fill);
      area.setStyle({ fillColor: colour, color: borders ? "#ffffff" : colour });
    });
    this.painted = { panel, mark, borders };
  }

  /**
   * After a change of zoom only borders may have to change.
   * @param {number} zoom
   */
  rezoom(zoom) {
    if (!this.painted || this.painted.borders === this.bordersAt(zoom)) return;
    this.paint(this.painted.panel, this.painted.mark, zoom);
  }
}

/**
 * What lies around the place that the visitor looks into: outlines without values.
 * @param {Sheet} sheet
 * @param {{ renderer: L.Canvas, inside: string[] }} drawn
 */
function drawContext(sheet, { renderer, inside }) {
  const around = sheet.codes.map((_code, place) => place)
    .filter((place) => !inside.includes(sheet.codes[place]));
  return L.featureGroup(around.map((place) => Object.assign(
    L.polygon(sheet.shapes[place], { renderer, color: "#8a94a3", weight: 0.6,
      fillColor: "#c7ccd4", fillOpacity: FADED, smoothFactor: 0 }),
    { atlasCode: sheet.codes[place] })));
}
