/* From values to colours. A cell is the number of a colour: a class, one of nine boxes of two
 * measures, or whether all conditions hold. No data is NO_CELL.
 */

const NO_CELL = -1;
const NO_DATA_FILL = "#d4d4d4";
const HATCH_PX = 6;
/** Where a larger share of areas is mainly estimated, none is hatched for it. */
const NEARLY_ALL = 0.9;
/** @type {Record<Lines, { apart: number, width: number, dark: number, light: number }>} */
const LINES = {
  single: { apart: HATCH_PX, width: 1.2, dark: 0.6, light: 0.8 },
  crossed: { apart: HATCH_PX, width: 1.2, dark: 0.6, light: 0.8 },
  light: { apart: 10, width: 0.8, dark: 0.3, light: 0.42 },
};
/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/**
 * @param {number} value
 * @param {number[]} breaks
 */
function classOf(value, breaks) {
  let found = 0;
  while (found < breaks.length && value >= breaks[found]) found += 1;
  return found;
}

/** @type {Record<Rule, (layers: DataLayer[], row: number) => number>} */
const RULES = {
  classes: ([layer], row) => (Number.isNaN(layer.value[row]) ? NO_CELL
    : classOf(layer.value[row], layer.breaks)),
  cross: ([first, second], row) => (Number.isNaN(first.value[row]) || Number.isNaN(second.value[row])
    ? NO_CELL : 3 * classOf(first.value[row], first.breaks) + classOf(second.value[row], second.breaks)),
  /* One condition known to fail settles it; else a missing value leaves it open. */
  where: (layers, row) => {
    const held = layers.map(({ value, at_least: atLeast, threshold = NaN }) => {
      if (Number.isNaN(value[row])) return null;
      return atLeast ? value[row] >= threshold : value[row] <= threshold;
    });
    if (held.includes(false)) return 0;
    return held.includes(null) ? NO_CELL : 1;
  },
};

/**
 * @param {Panel} panel
 * @param {number} row
 */
const cellOf = (panel, row) => RULES[panel.rule](panel.layers, row);

/**
 * Number of areas in each cell, and of those without data.
 * @param {Panel} panel
 * @returns {Counts}
 */
function countCells(panel) {
  const counts = panel.colours.map(() => 0);
  let missing = 0;
  for (let row = 0; row < panel.layers[0].value.length; row += 1) {
    const cell = cellOf(panel, row);
    if (cell === NO_CELL) missing += 1;
    else counts[cell] += 1;
  }
  return { counts, missing };
}

/**
 * Whether the limits of a value lie in different classes.
 * @param {Panel} panel
 * @param {number} row
 */
function spansBreak(panel, row) {
  const [layer] = panel.layers;
  if (panel.rule !== "classes" || !layer.lower || !layer.upper) return false;
  const [lower, upper] = [layer.lower[row], layer.upper[row]];
  return !Number.isNaN(lower) && !Number.isNaN(upper)
    && classOf(lower, layer.breaks) !== classOf(upper, layer.breaks);
}

/**
 * What is to be known of an area's value, such as that it is partly estimated; nothing of most.
 * @param {DataLayer} layer
 * @param {number} row
 */
function noteOf(layer, row) {
  const found = Object.entries(layer.noted || {}).find(([, rows]) => rows.includes(row));
  return found ? found[0] : "";
}

/**
 * The first kind of note is drawn with lines one way, the second with crossed lines.
 * @param {DataLayer} layer
 * @param {string} note
 */
const isCrossed = (layer, note) => Object.keys(layer.noted || {}).indexOf(note) > 0;

/**
 * Whether accounts show less than half of an area's value.
 * @param {DataLayer} layer
 * @param {number} row
 */
const isMainlyEstimated = (layer, row) => Boolean(layer.mainly_measured)
  && !layer.mainly_measured?.includes(row) && !Number.isNaN(layer.value[row]);

/**
 * The areas of whose value accounts show less than half; nothing is said by hatching nearly all areas.
 * @param {DataLayer} layer
 * @returns {{ count: number, isNearlyAll: boolean }}
 */
function countMainlyEstimated(layer) {
  if (!layer.mainly_measured) return { count: 0, isNearlyAll: false };
  const known = layer.value.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0);
  const measured = layer.mainly_measured.filter((row) => !Number.isNaN(layer.value[row])).length;
  return { count: known - measured, isNearlyAll: known - measured > NEARLY_ALL * known };
}

/** @param {string} colour as #rrggbb */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/**
 * Diagonal lines over a class colour, one way or crossed: dark on light, light on dark.
 * @param {string} colour
 * @param {Lines} lines
 */
function hatch(colour, lines) {
  const key = colour + lines;
  const known = patterns.get(key);
  if (known) return known;
  const { apart, width, dark, light } = LINES[lines];
  const tile = document.createElement("canvas");
  tile.width = tile.height = apart;
  const pen = penOf(tile);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, apart, apart);
  pen.strokeStyle = luminance(colour) > 0.5 ? "rgba(0, 0, 0, " + dark + ")"
    : "rgba(255, 255, 255, " + light + ")";
  pen.lineWidth = width;
  [-apart, 0, apart].forEach((shift) => {
    pen.moveTo(shift, apart);
    pen.lineTo(shift + apart, 0);
    if (lines !== "crossed") return;
    pen.moveTo(shift, 0);
    pen.lineTo(shift + apart, apart);
  });
  pen.stroke();
  const pattern = present(pen.createPattern(tile, "repeat"), "pattern");
  patterns.set(key, pattern);
  return pattern;
}

/**
 * With which lines an area is drawn; nothing where it is drawn plain.
 * @param {Panel} panel
 * @param {number} row
 * @param {boolean} mark whether areas whose limits reach into another class are hatched
 * @returns {Lines | null}
 */
function linesOf(panel, row, mark) {
  if (panel.rule !== "classes") return null;
  const [layer] = panel.layers;
  const noted = noteOf(layer, row);
  if (noted) return isCrossed(layer, noted) ? "crossed" : "single";
  if (mark && spansBreak(panel, row)) return "single";
  return isMainlyEstimated(layer, row) && !countMainlyEstimated(layer).isNearlyAll ? "light" : null;
}

/**
 * @param {Panel} panel
 * @param {number} row
 * @param {boolean} mark whether areas whose limits reach into another class are hatched
 */
function fillOf(panel, row, mark) {
  const cell = cellOf(panel, row);
  if (cell === NO_CELL) return NO_DATA_FILL;
  const colour = panel.colours[cell];
  const lines = linesOf(panel, row, mark);
  return lines ? hatch(colour, lines) : colour;
}
