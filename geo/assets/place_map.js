/* Draws areas on a canvas from a topology fetched once, and recolours them from values alone.
 *
 * AtlasMap.start(map, options)  fetch the geometry and put it on the map (once)
 * AtlasMap.show(message)        colour the areas by the values of one measure and period
 *
 * A message holds one number an area in the order of the geometry. A message of another length is
 * refused: values drawn shifted by one area would be wrong everywhere and look right.
 */
(function () {
  "use strict";

  const NO_DATA_FILL = "#d4d4d4";
  const BORDER = "#ffffff";
  const OUTLINES = {
    pilot: { color: "#111111", weight: 2.5, dashArray: null },
    parallel: { color: "#111111", weight: 2, dashArray: "5 4" },
    successor: { color: "#111111", weight: 2, dashArray: "1 5" },
  };
  const CASING = { color: "#ffffff", weight: 4.5, opacity: 0.75 };
  const SELECTED = { color: "#0b0c0c", weight: 4, fill: false, interactive: false };
  const HOVERED = { color: "#0b0c0c", weight: 2, fill: false, interactive: false };
  const LONDON = [[51.28, -0.52], [51.7, 0.34]];
  const FRAME_MS = 900;

  const state = { map: null, areas: [], byCode: new Map(), places: new Map(), message: null,
                  outlines: [], playing: null, events: 0 };

  /* ---- geometry -------------------------------------------------------------------------- */

  function decodeArcs(topology) {
    const [kx, ky] = topology.transform.scale;
    const [dx, dy] = topology.transform.translate;
    return topology.arcs.map((arc) => {
      let x = 0, y = 0;
      return arc.map(([stepX, stepY]) => {
        x += stepX;
        y += stepY;
        return [y * ky + dy, x * kx + dx];
      });
    });
  }

  function ring(arcs, indexes) {
    const points = [];
    indexes.forEach((index) => {
      const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
      points.push(...(points.length ? arc.slice(1) : arc));
    });
    return points;
  }

  function polygon(arcs, geometry) {
    const parts = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    return parts.map((rings) => rings.map((indexes) => ring(arcs, indexes)));
  }

  /* ---- values ---------------------------------------------------------------------------- */

  function decodeFloats(text) {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    return new Float32Array(bytes.buffer);
  }

  function classOf(value, breaks) {
    let found = 0;
    while (found < breaks.length && value >= breaks[found]) found += 1;
    return found;
  }

  function fillOf(value) {
    return Number.isNaN(value) ? NO_DATA_FILL
      : state.message.colours[classOf(value, state.message.breaks)];
  }

  function format(value) {
    const digits = state.message.decimals;
    const number = Math.abs(value).toLocaleString("en-GB",
      { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const sign = value < 0 ? "\u2212" : "";
    return sign + state.message.prefix + number + state.message.suffix;
  }

  /* ---- drawing --------------------------------------------------------------------------- */

  function paint(values) {
    state.values = values;
    state.areas.forEach((area, row) => {
      area.setStyle({ fillColor: fillOf(values[row]) });
    });
  }

  function drawOutlines(kinds) {
    state.outlines.forEach((line) => line.remove());
    state.outlines = [];
    Object.entries(kinds).forEach(([kind, ids]) => ids.forEach((id) => {
      const shape = state.places.get(id);
      if (!shape) return;
      const line = { renderer: state.lines, pane: "outlines", fill: false, interactive: false,
        smoothFactor: 0 };
      // A white edge keeps the black line in sight on dark fills and on a dark page.
      [Object.assign({}, line, CASING), Object.assign({}, line, OUTLINES[kind])].forEach((style) =>
        state.outlines.push(L.polygon(shape, style).addTo(state.map)));
    }));
  }

  function drawSelected(codes) {
    const shapes = codes.map((code) => state.byCode.has(code)
      ? state.byCode.get(code).getLatLngs() : state.places.get(code)).filter(Boolean);
    state.selected.setLatLngs(shapes);
    const key = codes.join();
    if (key !== state.selectedKey && shapes.length && key !== state.clicked) {
      state.map.fitBounds(state.selected.getBounds(), { maxZoom: 8, padding: [20, 20] });
    }
    state.selectedKey = key;
  }

  function tooltip(row) {
    const value = state.values[row];
    const box = document.createElement("div");
    const name = document.createElement("strong");
    name.textContent = state.names[row];
    const line = document.createElement("div");
    line.textContent = Number.isNaN(value) ? "no data" : format(value);
    const lower = state.lower && state.lower[row];
    if (state.lower && !Number.isNaN(lower) && !Number.isNaN(value)) {
      line.textContent += " (" + format(lower) + " to " + format(state.upper[row]) + ")";
    }
    const what = document.createElement("div");
    what.textContent = state.message.title + ", " + state.period;
    box.append(name, line, what);
    return box;
  }

  function send(value) {
    state.events += 1;
    window.Streamlit.setComponentValue(Object.assign({ event: state.events }, value));
  }

  function addArea(arcs, geometry, row) {
    const area = L.polygon(polygon(arcs, geometry), { renderer: state.canvas, color: BORDER,
      weight: 0.6, fillColor: NO_DATA_FILL, fillOpacity: 1, smoothFactor: 0 });
    area.on("mouseover", () => state.hovered.setLatLngs(area.getLatLngs()));
    area.on("mouseout", () => state.hovered.setLatLngs([]));
    area.on("click", () => {
      state.clicked = geometry.id;
      if (window.Streamlit) send({ area: geometry.id });
    });
    area.bindTooltip(() => tooltip(row), { sticky: true, className: "atlas-tooltip" });
    return area.addTo(state.map);
  }

  function addGeometry(topology) {
    const arcs = decodeArcs(topology);
    state.names = topology.names;
    topology.objects.places.geometries.forEach((one) => state.places.set(one.id, polygon(arcs, one)));
    topology.objects.areas.geometries.forEach((one, row) => {
      const area = addArea(arcs, one, row);
      state.areas.push(area);
      state.byCode.set(one.id, area);
    });
    state.bounds = L.featureGroup(state.areas).getBounds();
    state.map.fitBounds(state.bounds);
  }

  /* ---- messages to the reader ------------------------------------------------------------ */

  function tell(text, action) {
    const box = document.getElementById("atlas-message") || document.createElement("div");
    box.id = "atlas-message";
    box.setAttribute("role", "alert");
    box.textContent = text;
    box.hidden = !text;
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Try again";
      button.onclick = action;
      box.append(" ", button);
    }
    document.getElementById("map_div").append(box);
  }

  function load(options) {
    tell("");
    fetch(options.geometry).then((answer) => {
      if (!answer.ok) throw new Error("status " + answer.status);
      return answer.json();
    }).then((topology) => {
      addGeometry(topology);
      document.body.dataset.geometry = String(state.areas.length);
      if (state.message) apply();
    }).catch((error) => {
      tell("The outlines could not be loaded (" + error.message + "). The table below has every value.",
        () => load(options));
    });
  }

  /* ---- years ----------------------------------------------------------------------------- */

  function stopPlaying() {
    if (!state.playing) return;
    clearInterval(state.playing.timer);
    const period = state.period;
    state.playing = null;
    label(state.playButton, "\u25B6 Play years");
    if (period !== state.message.period) send({ period: period });
  }

  function play() {
    if (state.playing) { stopPlaying(); return; }
    state.playing = { timer: null };
    label(state.playButton, "\u25A0 Stop");
    fetch(state.message.series).then((answer) => {
      if (!answer.ok) throw new Error("status " + answer.status);
      return answer.json();
    }).then((series) => {
      if (!state.playing) return;
      const frames = series.periods.map((period) => [period, decodeFloats(series.values[period])]);
      let next = frames.findIndex(([period]) => period === state.period) + 1;
      if (next >= frames.length) next = 0;
      const step = () => {
        if (next >= frames.length) { stopPlaying(); return; }
        showPeriod(...frames[next]);
        next += 1;
      };
      step();
      state.playing.timer = setInterval(step, FRAME_MS);
    }).catch((error) => {
      state.playing = null;
      label(state.playButton, "\u25B6 Play years");
      tell("The other years could not be loaded (" + error.message + ").", play);
    });
  }

  function showPeriod(period, values) {
    if (values.length !== state.areas.length) {
      tell("These values do not fit the outlines, so they are not drawn.");
      return;
    }
    state.period = period;
    state.lower = state.upper = null;
    state.periodLabel.textContent = period;
    paint(values);
  }

  /* Leaflet gives the map the focus at a press. The browser would then scroll all of it into view,
   * and the click would land on another area than the one under the pointer. */
  function focusInPlace(container) {
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
  }

  /* ---- controls -------------------------------------------------------------------------- */

  function label(button, text) { button.textContent = text; }

  function addControls() {
    const bar = L.control({ position: "topright" });
    bar.onAdd = () => {
      const box = L.DomUtil.create("div", "atlas-bar");
      L.DomEvent.disableClickPropagation(box);
      const add = (text, action) => {
        const button = L.DomUtil.create("button", "", box);
        button.type = "button";
        button.textContent = text;
        button.onclick = action;
        return button;
      };
      state.periodLabel = L.DomUtil.create("span", "atlas-period", box);
      state.playButton = add("\u25B6 Play years", play);
      add("England", () => state.map.fitBounds(state.bounds));
      add("London", () => state.map.fitBounds(LONDON));
      return box;
    };
    bar.addTo(state.map);
  }

  function pane(name, level) {
    const made = state.map.createPane(name);
    made.style.zIndex = level;
    made.style.pointerEvents = "none";
    return L.canvas({ pane: name, padding: 0.5 });
  }

  function apply() {
    const message = state.message;
    const values = decodeFloats(message.values);
    if (values.length !== state.areas.length) {
      tell("The map got " + values.length + " values for " + state.areas.length +
        " areas, so it draws none. The table below has every value.");
      return;
    }
    tell("");
    state.period = message.period;
    state.periodLabel.textContent = message.period;
    state.playButton.hidden = !message.series;
    state.lower = message.lower ? decodeFloats(message.lower) : null;
    state.upper = message.upper ? decodeFloats(message.upper) : null;
    paint(values);
    drawOutlines(message.outlines);
    drawSelected(message.selected);
    document.body.dataset.shown = message.title + ", " + message.period;
  }

  window.AtlasMap = {
    start(map, options) {
      state.map = map;
      focusInPlace(map.getContainer());
      state.canvas = L.canvas({ padding: 0.5 });
      state.lines = pane("outlines", 450);
      const marks = pane("marks", 460);
      state.selected = L.polygon([], Object.assign({ renderer: marks, pane: "marks" }, SELECTED)).addTo(map);
      state.hovered = L.polygon([], Object.assign({ renderer: marks, pane: "marks" }, HOVERED)).addTo(map);
      map.attributionControl.setPrefix("").addAttribution(options.attribution);
      addControls();
      load(options);
    },
    show(message) {
      stopPlaying();
      state.message = message;
      if (state.areas.length) apply();
    },
  };
})();
