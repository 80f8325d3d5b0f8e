/* Reads what the server sends: a length, a JSON header, then arrays of whole numbers.
 *
 * A number on the wire counts units of the last decimal that is shown, above the array's lowest.
 * So what is coloured is what is written, and most arrays need one or two bytes an area.
 */

const KINDS = { u1: [Uint8Array, 0xff], u2: [Uint16Array, 0xffff], u4: [Uint32Array, 0xffffffff] };

function readMessage(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { header, body: bytes.subarray(4 + length) };
}

function readArray(body, spec, decimals) {
  const [Kind, missing] = KINDS[spec.type];
  const end = spec.at + spec.n * Kind.BYTES_PER_ELEMENT;
  if (end > body.length) throw new Error("an array is cut short");
  const scale = 10 ** decimals;
  return Float64Array.from(new Kind(body.slice(spec.at, end).buffer),
    (one) => (one === missing ? NaN : (one + spec.low) / scale));
}

function readLayer(body, layer) {
  const read = (spec) => (spec ? readArray(body, spec, layer.decimals) : null);
  return Object.assign({}, layer,
    { value: read(layer.value), lower: read(layer.lower), upper: read(layer.upper) });
}

function readPanels(message) {
  return message.header.panels.map((panel) => Object.assign({}, panel,
    { layers: panel.layers.map((layer) => readLayer(message.body, layer)) }));
}

function writeNumber(layer, value) {
  if (Number.isNaN(value)) return "no data";
  if (layer.words) return layer.words[value];
  const number = Math.abs(value).toLocaleString("en-GB",
    { minimumFractionDigits: layer.decimals, maximumFractionDigits: layer.decimals });
  return (value < 0 ? "\u2212" : "") + layer.prefix + number + layer.suffix;
}

function writeValue(layer, row) {
  const value = layer.value[row];
  const text = writeNumber(layer, value);
  const known = layer.lower && layer.upper && !Number.isNaN(value)
    && !Number.isNaN(layer.lower[row]) && !Number.isNaN(layer.upper[row]);
  const note = noteOf(layer, row);
  if (note) return text + " (" + note + ")";
  return known ? text + " (" + writeNumber(layer, layer.lower[row]) + " to "
    + writeNumber(layer, layer.upper[row]) + ")" : text;
}
