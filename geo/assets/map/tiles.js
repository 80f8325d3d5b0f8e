/* All small areas of England at once: tiles whose pixels hold the number of an area, coloured
 * through a table. A switch repaints the tiles in sight; nothing is fetched again.
 */

const TILE_PX = 512;
const MAX_TILE_ZOOM = 9;

/**
 * One entry an area and one, the first, for the sea: red, green, blue and alpha as one number.
 * @param {Panel} panel
 * @param {number} count
 */
function colourTable(panel, count) {
  const table = new Uint32Array(count + 1);
  const codes = [...panel.colours, NO_DATA_FILL].map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  });
  for (let row = 0; row < count; row += 1) {
    const cell = cellOf(panel, row);
    table[row + 1] = codes[cell === NO_CELL ? codes.length - 1 : cell];
  }
  return table;
}

/**
 * Nothing for a tile that is all sea: the server has none and says "no content".
 * @param {string} url
 */
async function loadIds(url) {
  /** @type {Blob | null} */
  const blob = await loadFile(url, (answer) => (answer.status === 204 ? null : answer.blob()));
  return blob && readIds(await createImageBitmap(blob,
    { colorSpaceConversion: "none", premultiplyAlpha: "none" }));
}

/** @param {ImageBitmap} picture */
function readIds(picture) {
  const canvas = new OffscreenCanvas(TILE_PX, TILE_PX);
  const pen = present(canvas.getContext("2d", { willReadFrequently: true }), "canvas to draw on");
  pen.drawImage(picture, 0, 0);
  const data = pen.getImageData(0, 0, TILE_PX, TILE_PX).data;
  const ids = new Uint32Array(TILE_PX * TILE_PX);
  for (let at = 0; at < ids.length; at += 1) {
    ids[at] = (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2];
  }
  return ids;
}

class IdTiles extends L.GridLayer {
  /** @param {string} source */
  constructor(source) {
    super({ tileSize: 256, minZoom: 5, maxNativeZoom: MAX_TILE_ZOOM, updateWhenZooming: false,
      noWrap: true });
    this.source = source;
    /** @type {Uint32Array | null} */
    this.table = null;
    /** @type {Map<string, { canvas: HTMLElement, pen: CanvasRenderingContext2D, ids: Uint32Array }>} */
    this.painted = new Map();
  }

  /**
   * @param {L.Coords} coords
   * @param {L.DoneCallback} done
   */
  createTile(coords, done) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = TILE_PX;
    const name = [coords.z, coords.x, coords.y].join("/");
    loadIds(this.source + name + ".png").then((ids) => {
      if (ids) {
        const pen = penOf(canvas);
        this.painted.set(name, { canvas, pen, ids });
        this.fill(pen, ids);
      }
      done(undefined, canvas);
    }).catch((error) => {
      this.fire("atlaserror", { error });
      done(error, canvas);
    });
    return canvas;
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Uint32Array} ids
   */
  fill(pen, ids) {
    if (!this.table) return;
    const picture = new ImageData(TILE_PX, TILE_PX);
    const pixels = new Uint32Array(picture.data.buffer);
    const table = this.table;
    for (let at = 0; at < ids.length; at += 1) pixels[at] = table[ids[at]];
    pen.putImageData(picture, 0, 0);
  }

  /** @param {Uint32Array} table */
  paint(table) {
    this.table = table;
    const inSight = new Set(Object.values(this._tiles).map((tile) => tile.el));
    this.painted.forEach((tile, name) => {
      if (inSight.has(tile.canvas)) this.fill(tile.pen, tile.ids);
      else this.painted.delete(name);
    });
  }

  /**
   * The row of the area at a point; none over the sea or before its tile is there.
   * @param {L.LatLng} latlng
   */
  rowAt(latlng) {
    const zoom = Math.min(Math.round(this._map.getZoom()), MAX_TILE_ZOOM);
    const point = this._map.project(latlng, zoom).multiplyBy(TILE_PX / 256);
    const [x, y] = [Math.floor(point.x / TILE_PX), Math.floor(point.y / TILE_PX)];
    const tile = this.painted.get([zoom, x, y].join("/"));
    if (!tile) return null;
    const at = Math.floor(point.y - y * TILE_PX) * TILE_PX + Math.floor(point.x - x * TILE_PX);
    return tile.ids[at] ? tile.ids[at] - 1 : null;
  }
}
