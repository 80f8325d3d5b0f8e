/* The legend under a map: ranges, colours and the number of areas in each; "no data" is one. */

function swatch(colour) {
  const box = document.createElement("span");
  box.className = "atlas-swatch";
  box.style.background = colour;
  box.setAttribute("aria-hidden", "true");
  return box;
}

const countAreas = (count) => count.toLocaleString("en-GB") + (count === 1 ? " area" : " areas");

function legendRow(list, colour, text) {
  const row = document.createElement("li");
  row.append(swatch(colour), text);
  list.append(row);
}

function drawLegend(panel, mark) {
  const { legend } = panel;
  const box = document.createElement("div");
  box.className = "atlas-legend";
  box.append(make("p", legend.title));
  if (panel.rule === "cross") box.append(crossTable(panel));
  const list = document.createElement("ul");
  if (panel.rule !== "cross") {
    legend.labels.forEach((label, cell) =>
      legendRow(list, panel.colours[cell], label + ": " + countAreas(legend.counts[cell])));
  }
  legendRow(list, NO_DATA_FILL, "no data: " + countAreas(legend.missing));
  if (panel.rule === "classes") {
    const [layer] = panel.layers;
    Object.entries(layer.noted || {}).filter(([, rows]) => rows.length).forEach(([words, rows]) => {
      const crossed = isCrossed(layer, words);
      legendRow(list, hatchUrl(crossed), (crossed ? "cross-hatched, " : "hatched, ") + words
        + ": " + countAreas(rows.length));
    });
  }
  if (mark && panel.rule === "classes") {
    const rows = panel.layers[0].value.length;
    let spanning = 0;
    for (let row = 0; row < rows; row += 1) spanning += Number(spansBreak(panel, row));
    legendRow(list, hatchUrl(), "hatched, the limits reach into another class: " + countAreas(spanning));
  }
  box.append(list);
  return box;
}

function hatchUrl(crossed) {
  const lines = "deg, transparent 0 3px, #555 3px 4.5px)";
  return (crossed ? ["45", "135"] : ["135"])
    .map((angle) => "repeating-linear-gradient(" + angle + lines).join(", ");
}

/* Nine boxes as a table, so that a screen reader says row and column with each number. */
function crossTable(panel) {
  const { legend } = panel;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  head.append(make("td", ""), ...legend.columns.map((text) => header(text, "col")));
  const body = table.createTBody();
  [2, 1, 0].forEach((first) => {
    const row = body.insertRow();
    row.append(header(legend.rows[first], "row"));
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

function header(text, scope) {
  const made = make("th", text);
  made.scope = scope;
  return made;
}
