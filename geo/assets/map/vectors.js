/* Areas drawn as outlines on a canvas. Recolouring changes fills alone; nothing is rebuilt. */

const BORDER = { upper_tier: 0.6, region: 0.8, lower_tier: 0.5, msoa: 0.4, lsoa: 0.4 };
/* Farther off than this, white borders would hide the areas; they take the colour of the area. */
const BORDER_ZOOM = { upper_tier: 0, region: 0, lower_tier: 7, msoa: 9, lsoa: 9 };
const FADED = 0.25;

class VectorLayer {
  constructor(sheet, { renderer, level, inside }) {
    this.sheet = sheet;
    this.level = level;
    this.areas = sheet.shapes.map((shape, place) => {
      const area = L.polygon(shape, { renderer, color: "#ffffff", weight: BORDER[level],
        fillColor: NO_DATA_FILL, fillOpacity: 1, smoothFactor: 0 });
      area.atlasPlace = place;
      return area;
    });
    this.group = L.featureGroup(this.areas);
    this.fade(inside);
  }

  /* Areas outside the place that the visitor looks into step back. */
  fade(inside) {
    const { codes, parents } = this.sheet;
    this.areas.forEach((area, place) => {
      const home = parents ? parents[place] : codes[place];
      area.options.fillOpacity = !inside.length || inside.includes(home) ? 1 : FADED;
    });
  }

  bordersAt(zoom) { return zoom >= BORDER_ZOOM[this.level]; }

  paint(panel, mark, zoom) {
    const borders = this.bordersAt(zoom);
    this.areas.forEach((area, place) => {
      const fill = fillOf(panel, this.sheet.rows[place], mark);
      area.setStyle({ fillColor: fill, color: borders ? "#ffffff" : fill });
    });
    this.painted = { panel, mark, borders };
  }

  /* After a change of zoom only borders may have to change. */
  rezoom(zoom) {
    const { panel, mark, borders } = this.painted || {};
    if (panel && borders !== this.bordersAt(zoom)) this.paint(panel, mark, zoom);
  }
}

/* What lies around the place that the visitor looks into: outlines without values. */
function drawContext(sheet, { renderer, inside }) {
  const around = sheet.codes.map((_code, place) => place)
    .filter((place) => !inside.includes(sheet.codes[place]));
  return L.featureGroup(around.map((place) => {
    const area = L.polygon(sheet.shapes[place], { renderer, color: "#8a94a3", weight: 0.6,
      fillColor: "#c7ccd4", fillOpacity: FADED, smoothFactor: 0 });
    area.atlasCode = sheet.codes[place];
    return area;
  }));
}
