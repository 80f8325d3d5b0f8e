/* The maps as one PNG: title above, legend, caveat, source and date below; nothing over the areas
 * but the names of places.
 */

const SCALE = 2;
const MARGIN = 16;
const LINE = 18;
const FONT = '"Source Sans", system-ui, sans-serif';
const PAPER = "#ffffff";
const INK = "#0b0c0c";

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} width
 */
function wrapText(pen, text, width) {
  /** @type {string[]} */
  const lines = [];
  text.split(" ").forEach((word) => {
    const longer = lines.length ? lines.at(-1) + " " + word : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  });
  return lines;
}

/** @param {Panel} panel */
function labelsOf(panel) {
  if (panel.rule !== "cross") return panel.legend.labels;
  const { rows, columns } = panel.legend;
  return panel.colours.map((_colour, cell) => rows[Math.floor(cell / 3)] + "; " + columns[cell % 3]);
}

/**
 * Colour and text of each line of a legend.
 * @param {Panel} panel
 * @returns {[string, string][]}
 */
function legendLines(panel) {
  const [layer] = panel.layers;
  /** @type {[string, string][]} */
  const lines = labelsOf(panel).map((text, cell) => [panel.colours[cell], text]);
  lines.push([NO_DATA_FILL, "no figure"]);
  if (panel.rule !== "classes") return lines;
  Object.keys(layer.noted || {}).forEach((text) => lines.push([PAPER, "hatched: " + text]));
  const { count, isNearlyAll } = countMainlyEstimated(layer);
  if (count) lines.push([PAPER, isNearlyAll ? NEARLY_ALL_ESTIMATED : "lightly hatched: " + MAINLY_ESTIMATED]);
  return lines;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {PanelMap} panelMap
 * @param {number} left
 * @param {number} top
 */
function drawMap(pen, panelMap, left, top) {
  const home = panelMap.box.getBoundingClientRect();
  pen.save();
  pen.beginPath();
  pen.rect(left, top, home.width, home.height);
  pen.clip();
  panelMap.box.querySelectorAll("canvas").forEach((canvas) => {
    const box = canvas.getBoundingClientRect();
    pen.drawImage(canvas, left + box.left - home.left, top + box.top - home.top, box.width, box.height);
  });
  pen.font = "600 12px " + FONT;
  panelMap.box.querySelectorAll(".atlas-label span:not([hidden])").forEach((label) => {
    const box = label.getBoundingClientRect();
    haloText(pen, label.textContent || "", left + box.left - home.left, top + box.bottom - home.top - 3);
  });
  pen.restore();
  pen.strokeStyle = "#4a5568";
  pen.strokeRect(left, top, home.width, home.height);
  return home;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} x
 * @param {number} y
 */
function haloText(pen, text, x, y) {
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.strokeStyle = "rgba(255, 255, 255, 0.9)";
  pen.strokeText(text, x, y);
  pen.fillStyle = INK;
  pen.fillText(text, x, y);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string[]} texts
 * @param {number} x
 * @param {number} y
 */
function drawLines(pen, texts, x, y) {
  pen.fillStyle = INK;
  texts.forEach((text, number) => pen.fillText(text, x, y + number * LINE));
  return y + texts.length * LINE;
}

/**
 * One map with what belongs to it; returns where it ends.
 * @param {CanvasRenderingContext2D} pen
 * @param {PanelMap} panelMap
 * @param {number} left
 * @param {number} width
 */
function drawPanel(pen, panelMap, left, width) {
  const panel = present(panelMap.panel, "map to save");
  pen.font = "600 18px " + FONT;
  let at = drawLines(pen, wrapText(pen, panel.heading, width), left, MARGIN + LINE);
  const home = drawMap(pen, panelMap, left, at);
  at += home.height + LINE + 4;
  pen.font = "600 13px " + FONT;
  at = drawLines(pen, wrapText(pen, panel.legend.title, width), left, at);
  pen.font = "13px " + FONT;
  legendLines(panel).forEach(([colour, text]) => {
    pen.fillStyle = colour;
    pen.fillRect(left, at - 12, 22, 14);
    pen.strokeStyle = "#4a5568";
    pen.lineWidth = 1;
    pen.strokeRect(left, at - 12, 22, 14);
    at = drawLines(pen, wrapText(pen, text, width - 30), left + 30, at);
  });
  return at;
}

/**
 * @param {PanelMap[]} panelMaps
 * @param {PictureWords} header
 */
function composePicture(panelMaps, header) {
  const widths = panelMaps.map((panelMap) => panelMap.box.getBoundingClientRect().width);
  const height = Math.max(...panelMaps.map((panelMap) => panelMap.box.getBoundingClientRect().height));
  const canvas = document.createElement("canvas");
  const wide = widths.reduce((sum, width) => sum + width + MARGIN, MARGIN);
  const most = height + LINE * 34;
  canvas.width = wide * SCALE;
  canvas.height = most * SCALE;
  const pen = penOf(canvas);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, wide, most);
  let left = MARGIN, end = 0;
  panelMaps.forEach((panelMap, number) => {
    end = Math.max(end, drawPanel(pen, panelMap, left, widths[number]));
    left += widths[number] + MARGIN;
  });
  pen.font = "12px " + FONT;
  const foot = wrapText(pen, header.caveat + " " + header.sources[header.source] + " " + header.made
    + " Saved on " + new Date().toLocaleDateString("en-GB", { dateStyle: "long" }) + ".", wide - 2 * MARGIN);
  end = drawLines(pen, foot, MARGIN, end + LINE);
  const cut = document.createElement("canvas");
  cut.width = canvas.width;
  cut.height = Math.min(most, end + MARGIN) * SCALE;
  penOf(cut).drawImage(canvas, 0, 0);
  return cut;
}

/**
 * Words as part of a file's name: years in full, so that no program takes them for a date.
 *
 * @param {string} words
 */
function plainWords(words) {
  return words
    .replace(/\b(19|20)(\d\d)[-–/](\d\d)(?!\d)/g, (_, century, first, last) =>
      century + first + " to " + (Number(century) + Number(last < first)) + last)
    .replace(/£/g, " gbp ").replace(/%/g, " percent ").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/**
 * The name of a picture: what each map shows and when, and where.
 *
 * @param {string[]} headings
 * @param {Pick<Scene, "page" | "level" | "inside" | "upper">} scene
 */
function pictureName(headings, { page, level, inside, upper }) {
  const names = inside.map((code) => upper.names[upper.codes.indexOf(code)]);
  const within = names.length > 3 ? names.length + " places" : names.join(" and ");
  const areas = page.levels[level].split(" (")[0] + (within && " in " + within);
  return ["total-place-atlas", ...headings, areas].map(plainWords).join("_") + ".png";
}

/**
 * @param {PanelMap[]} panelMaps
 * @param {PictureWords} header
 * @param {Scene} scene
 */
function savePicture(panelMaps, header, scene) {
  composePicture(panelMaps, header).toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(present(blob, "picture"));
    link.download = pictureName(panelMaps.flatMap(({ panel }) => panel ? [panel.heading] : []), scene);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }, "image/png");
}
