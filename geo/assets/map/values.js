/* Values as text, for the pointer, the legend and a screen reader. */

const MAINLY_ESTIMATED = "less than half measured";
const NEARLY_ALL_ESTIMATED = "less than half is measured in nearly all areas";

/**
 * @param {DataLayer} layer
 * @param {number} value
 */
function writeNumber(layer, value) {
  if (Number.isNaN(value)) return "no figure";
  if (layer.words) return layer.words[value];
  const number = Math.abs(value).toLocaleString("en-GB",
    { minimumFractionDigits: layer.decimals, maximumFractionDigits: layer.decimals });
  return (value < 0 ? "\u2212" : "") + layer.prefix + number + layer.suffix;
}

/**
 * @param {DataLayer} layer
 * @param {number} row
 */
function writeValue(layer, row) {
  const value = layer.value[row];
  const text = writeNumber(layer, value);
  const note = noteOf(layer, row);
  if (note) return text + " (" + note + ")";
  const { lower, upper } = layer;
  const known = lower && upper && ![value, lower[row], upper[row]].some(Number.isNaN);
  const limits = known ? " (" + writeNumber(layer, lower[row]) + " to "
    + writeNumber(layer, upper[row]) + ")" : "";
  return text + limits + (isMainlyEstimated(layer, row) ? "; " + MAINLY_ESTIMATED : "");
}

/** @param {number} count */
const countAreas = (count) => count.toLocaleString("en-GB") + (count === 1 ? " area" : " areas");
