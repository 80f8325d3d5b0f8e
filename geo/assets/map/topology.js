/* Fetches each geometry once in a visit and unpacks it into points that all maps share. */

/** @type {Map<string, Promise<any>>} */
const files = new Map();

/**
 * A standalone page carries its files in itself, compressed; a server is asked for them.
 * @param {string} url
 */
function openFile(url) {
  if (!window.ATLAS_FILES) return fetch(new URL(url, document.baseURI));
  const own = window.ATLAS_FILES[url];
  if (!own) return Promise.resolve(new Response(null, { status: 204 }));
  const bytes = Uint8Array.from(atob(own), (letter) => letter.charCodeAt(0));
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const body = new Blob([bytes]).stream();
  return Promise.resolve(new Response(
    gzipped ? body.pipeThrough(new DecompressionStream("gzip")) : body));
}

/**
 * @template File
 * @param {string} url
 * @param {(answer: Response) => File | Promise<File>} unpack
 * @returns {Promise<File>}
 */
function loadFile(url, unpack) {
  const known = files.get(url);
  if (known) return known;
  const loading = openFile(url).then((answer) => {
    if (!answer.ok) throw new Error("status " + answer.status);
    return unpack(answer);
  });
  loading.catch(() => files.delete(url));
  files.set(url, loading);
  return loading;
}

/** @param {string} url */
const loadJson = (url) => loadFile(url, (answer) => answer.json());
/** @param {string} url */
const loadSheet = (url) => loadFile(url, (answer) => answer.json().then(unpackTopology));

/** @param {Topology} topology */
function unpackArcs(topology) {
  const [kx, ky] = topology.transform.scale;
  const [dx, dy] = topology.transform.translate;
  return topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([stepX, stepY]) => {
      x += stepX;
      y += stepY;
      return new L.LatLng(y * ky + dy, x * kx + dx);
    });
  });
}

/**
 * @param {L.LatLng[][]} arcs
 * @param {number[]} indexes
 */
function unpackRing(arcs, indexes) {
  /** @type {L.LatLng[]} */
  const points = [];
  indexes.forEach((index) => {
    const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    for (let at = points.length ? 1 : 0; at < arc.length; at += 1) points.push(arc[at]);
  });
  return points;
}

/**
 * @param {L.LatLng[][]} arcs
 * @param {TopologyShape} geometry
 * @returns {Shape}
 */
function unpackShape(arcs, geometry) {
  const parts = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
  return parts.map((rings) => rings.map((indexes) => unpackRing(arcs, indexes)));
}

/**
 * A sheet: areas in the order of their values, and, at the upper tier, the outlines of places.
 * @param {Topology} topology
 * @returns {Sheet}
 */
function unpackTopology(topology) {
  const arcs = unpackArcs(topology);
  const areas = topology.objects.areas.geometries;
  const places = topology.objects.places ? topology.objects.places.geometries : [];
  const { parents, within } = topology;
  return {
    codes: areas.map((area) => area.id),
    names: topology.names,
    shapes: areas.map((area) => unpackShape(arcs, area)),
    rows: topology.rows || areas.map((_area, row) => row),
    parents: parents && within ? parents.map((parent) => within[parent]) : null,
    places: new Map(places.map((place) => [place.id, unpackShape(arcs, place)])),
  };
}

/**
 * Several authorities' small areas as one sheet: their values follow one another.
 * @param {Sheet[]} sheets
 * @returns {Sheet}
 */
function joinSheets(sheets) {
  if (sheets.length === 1) return sheets[0];
  return { codes: sheets.flatMap((sheet) => sheet.codes), names: sheets.flatMap((sheet) => sheet.names),
    shapes: sheets.flatMap((sheet) => sheet.shapes), rows: sheets.flatMap((sheet) => sheet.rows),
    parents: null, places: new Map() };
}

/**
 * Codes, names and authorities of all small areas, in the order of the id tiles.
 * @param {SentIndex} index
 * @returns {AreaIndex}
 */
function unpackIndex(index) {
  let number = 0;
  const codes = index.codes.map((step) => {
    number += step;
    return "E0" + number;
  });
  return { codes, names: index.names, parents: index.parents.map((parent) => index.within[parent]) };
}

/** @param {string} url */
const loadIndex = (url) => loadFile(url, (answer) => answer.json().then(unpackIndex));
