/* Reads what the server sends: a length, a JSON header, then arrays of whole numbers.
 *
 * A number on the wire counts units of the last decimal that is shown, above the array's lowest.
 * So what is coloured is what is written, and most arrays need one or two bytes an area.
 */

/**
 * Each kind of array, and the number that stands for no data.
 * @type {Record<ArrayKind,
 *   [Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor, number]>}
 */
const KINDS = { u1: [Uint8Array, 0xff], u2: [Uint16Array, 0xffff], u4: [Uint32Array, 0xffffffff] };

/**
 * @param {Uint8Array} bytes
 * @returns {Message<any>}
 */
function readMessage(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { header, body: bytes.subarray(4 + length) };
}

/**
 * @param {Uint8Array} body
 * @param {ArraySpec} spec
 * @param {number} decimals
 */
function readArray(body, spec, decimals) {
  const [Kind, missing] = KINDS[spec.type];
  const end = spec.at + spec.n * Kind.BYTES_PER_ELEMENT;
  if (end > body.length) throw new Error("an array is cut short");
  const scale = 10 ** decimals;
  return Float64Array.from(new Kind(body.slice(spec.at, end).buffer),
    (cell) => (cell === missing ? NaN : (cell + spec.low) / scale));
}

/**
 * @template {SentFrame} Sent
 * @param {Uint8Array} body
 * @param {Sent} layer
 * @returns {Unpacked<Sent>}
 */
function readLayer(body, layer) {
  /** @param {ArraySpec | null | undefined} spec */
  const read = (spec) => (spec ? readArray(body, spec, layer.decimals) : null);
  return Object.assign({}, layer, { value: readArray(body, layer.value, layer.decimals),
    lower: read(layer.lower), upper: read(layer.upper) });
}

/**
 * @param {Message<Header>} message
 * @returns {Panel[]}
 */
function readPanels({ header, body }) {
  return header.panels.map((panel) => Object.assign({}, panel,
    { layers: panel.layers.map((layer) => readLayer(body, layer)) }));
}
