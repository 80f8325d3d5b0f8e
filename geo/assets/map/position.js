/* The position of the map in the address, so that a link shows what its sender saw. */

const POSITION = "at";
const DECIMALS = 3;

/**
 * @param {string} address
 * @returns {{ centre: L.LatLngTuple, zoom: number } | null} nothing where the address has no position
 */
function readPosition(address) {
  const text = new URL(address).searchParams.get(POSITION) || "";
  const [zoom, lat, lng, ...rest] = text.split(",").map(Number);
  const isPosition = !rest.length && [zoom, lat, lng].every(Number.isFinite)
    && L.latLngBounds(ENGLAND).contains([lat, lng]);
  return isPosition ? { centre: [lat, lng], zoom } : null;
}

/**
 * @param {string} address
 * @param {L.Map | null} map null where the map shows what the choices ask for
 */
function writePosition(address, map) {
  const url = new URL(address);
  url.searchParams.delete(POSITION);
  const written = map ? url.search.slice(1) : "";
  if (map) {
    const { lat, lng } = map.getCenter();
    const at = [map.getZoom(), lat.toFixed(DECIMALS), lng.toFixed(DECIMALS)].join(",");
    // Commas stay commas, so that the link can be read.
    url.search = (written ? written + "&" : "") + POSITION + "=" + at;
  }
  if (url.href !== address) window.history.replaceState(window.history.state, "", url);
}

/**
 * Keep the position in the address while the visitor moves the map.
 * @param {PanelMap} framed
 */
function followPosition(framed) {
  framed.map.on("moveend", () => {
    writePosition(window.location.href, framed.fitting ? null : framed.map);
    framed.fitting = false;
  });
}
