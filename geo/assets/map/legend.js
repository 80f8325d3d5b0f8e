/* The legend on a map: ranges, colours and the number of areas in each; "no figure" is one. */

/** @type {Record<Lines, string>} */
const HATCHED = { single: "hatched, ", crossed: "cross-hatched, ", light: "lightly hatched, " };

/** @param {string} colour */
function swatch(colour) {
  const box = document.createElement("span");
  box.className = "atlas-swatch";
  box.style.background = colour;
  box.setAttribute("aria-hidden", "true");
  return box;
}

/**
 * @param {HTMLElement} list
 * @param {string} colour
 * @param {string} text
 */
function legendRow(list, colour, text) {
  const row = document.createElement("li");
  row.append(swatch(colour), text);
  list.append(row);
}

/**
 * Which areas are mainly estimated, or that nearly all are, so that none is hatched.
 * @param {HTMLElement} list
 * @param {DataLayer} layer
 */
function estimatedRow(list, layer) {
  const { count, isNearlyAll } = countMainlyEstimated(layer);
  const words = HATCHED.light + MAINLY_ESTIMATED + ": " + countAreas(count);
  if (isNearlyAll) list.append(make("li", NEARLY_ALL_ESTIMATED));
  else if (count) legendRow(list, hatchUrl("light"), words);
}

/**
 * @param {Panel} panel
 * @param {boolean} mark whether areas whose limits reach into another class are hatched
 * @param {string[]} outlined kinds of programme place that are outlined
 */
function drawLegend(panel, mark, outlined) {
  const box = document.createElement("div");
  box.className = "atlas-legend";
  box.append(make("p", panel.legend.title));
  if (panel.rule === "cross") box.append(crossTable(panel));
  const list = document.createElement("ul");
  if (panel.rule !== "cross") {
    const { legend } = panel;
    legend.labels.forEach((label, cell) =>
      legendRow(list, panel.colours[cell], label + ": " + countAreas(legend.counts[cell])));
  }
  if (panel.legend.missing) {
    legendRow(list, NO_DATA_FILL, "no figure: " + countAreas(panel.legend.missing));
  }
  if (panel.rule === "classes") {
    const [layer] = panel.layers;
    Object.entries(layer.noted || {}).filter(([, rows]) => rows.length).forEach(([words, rows]) => {
      const lines = isCrossed(layer, words) ? "crossed" : "single";
      legendRow(list, hatchUrl(lines), HATCHED[lines] + words + ": " + countAreas(rows.length));
    });
    estimatedRow(list, layer);
  }
  if (mark && panel.rule === "classes") {
    const rows = panel.layers[0].value.length;
    let spanning = 0;
    for (let row = 0; row < rows; row += 1) spanning += Number(spansBreak(panel, row));
    legendRow(list, hatchUrl("single"), HATCHED.single + "the confidence interval reaches another class: "
      + countAreas(spanning));
  }
  outlined.forEach((kind) => list.append(outlineRow(/** @type {ProgrammePlace["kind"]} */ (kind))));
  box.append(list);
  return box;
}

/** @type {Record<ProgrammePlace["kind"], [string, string]>} */
const OUTLINE_WORDS = { pilot: ["solid", "Total Place pilot"],
  parallel: ["dashed", "parallel place"],
  successor: ["dotted", "successor programme"] };

/** @param {ProgrammePlace["kind"]} kind */
function outlineRow(kind) {
  const [line, words] = OUTLINE_WORDS[kind];
  const row = document.createElement("li");
  const sample = swatch("transparent");
  sample.style.border = "2px " + line + " currentcolor";
  row.append(sample, words);
  return row;
}

/** @param {Lines} lines */
function hatchUrl(lines) {
  const drawn = lines === "light" ? "deg, transparent 0 5px, #999 5px 6px)"
    : "deg, transparent 0 3px, #555 3px 4.5px)";
  return (lines === "crossed" ? ["45", "135"] : ["135"])
    .map((angle) => "repeating-linear-gradient(" + angle + drawn).join(", ");
}

/**
 * Nine boxes as a table, so that a screen reader says row and column with each number.
 * @param {CrossPanel} panel
 */
function crossTable(panel) {
  const { legend } = panel;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  head.append(make("td", ""), ...legend.columns.map((text) => headerCell(text, "col")));
  const body = table.createTBody();
  [2, 1, 0].forEach((first) => {
    const row = body.insertRow();
    row.append(headerCell(legend.rows[first], "row"));
    [0, 1, 2].forEach((second) => {
      const colour = panel.colours[3 * first + second];
      const cell = row.insertCell();
      cell.textContent = legend.counts[3 * first + second].toLocaleString("en-GB");
      cell.style.background = colour;
      cell.style.color = luminance(colour) > 0.45 ? "#0b0c0c" : "#ffffff";
    });
  });
  return table;
}

/**
 * @param {string} text
 * @param {string} scope
 */
function headerCell(text, scope) {
  const made = make("th", text);
  made.scope = scope;
  return made;
}
