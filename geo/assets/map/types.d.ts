/* The types that the parts of the map's program share. They are checked, never served.
 *
 * What the server sends is made by geo/layers.py, geo/wire.py and geo/topology.py.
 */

/** The style of the map, written before the parts. */
declare const STYLE: string;

interface Window {
  /** The files of a standalone page by address, in base64. */
  ATLAS_FILES?: Record<string, string>;
  AtlasMap: AtlasProgram;
}

interface AtlasProgram {
  embed(map: L.Map, text: string): Promise<void>;
  show(parent: HTMLElement, bytes: Uint8Array, send: Send): { drawn: Promise<void>; remove(): void };
}

/** Tells the server what was chosen, by the name of the choice. */
type Send = (choice: Record<string, string>) => void;

/* ---- messages -------------------------------------------------------------------------------- */

type ArrayKind = "u1" | "u2" | "u4";
/** How an area is hatched. */
type Lines = "single" | "crossed" | "light";
type Rule = "classes" | "cross" | "where";
type AreaLevel = "region" | "upper_tier" | "lower_tier" | "msoa" | "lsoa";

/** Where an array lies in a message: its first byte, kind, lowest number and length. */
interface ArraySpec { at: number; type: ArrayKind; low: number; n: number }

/** One period of a measure as it is sent. */
interface SentFrame {
  period: string;
  decimals: number;
  breaks: number[];
  value: ArraySpec;
  lower?: ArraySpec | null;
  upper?: ArraySpec | null;
  /** Rows whose value needs a note, by the note. */
  noted?: Record<string, number[]>;
  /** Of estimates, rows of which accounts show at least half; all others are marked. */
  mainly_measured?: number[] | null;
}

interface SentLayer extends SentFrame {
  title: string;
  prefix: string;
  suffix: string;
  words?: string[];
  threshold?: number;
  at_least?: boolean;
}

/** Values by row; NaN stands for no data. */
interface Values { value: Float64Array; lower: Float64Array | null; upper: Float64Array | null }

type Unpacked<Sent extends SentFrame> = Omit<Sent, keyof Values> & Values;
type Frame = Unpacked<SentFrame>;
type DataLayer = Unpacked<SentLayer>;

interface Counts { counts: number[]; missing: number }
interface ListLegend extends Counts { title: string; labels: string[] }
interface CrossLegend extends Counts { title: string; rows: string[]; columns: string[] }

interface PanelOf<Layer> { heading: string; layers: Layer[]; colours: string[] }
interface ListPanelOf<Layer> extends PanelOf<Layer> { rule: "classes" | "where"; legend: ListLegend }
interface CrossPanelOf<Layer> extends PanelOf<Layer> { rule: "cross"; legend: CrossLegend }
type SentPanel = ListPanelOf<SentLayer> | CrossPanelOf<SentLayer>;
type CrossPanel = CrossPanelOf<DataLayer>;
type Panel = ListPanelOf<DataLayer> | CrossPanel;

interface Geometry {
  key: string;
  areas: string[];
  page: string;
  count: number;
  around?: string;
  tiles?: string;
  index?: string;
  files?: string;
}

interface Header {
  level: AreaLevel;
  levels: string[];
  chosen: Record<string, string>;
  inside: string[];
  geometry: Geometry;
  panels: SentPanel[];
  periods: string[];
  period: string;
  series: string | null;
  outlined: string[];
  selected: string[];
  source: string;
}

interface Message<Head> { header: Head; body: Uint8Array }

/** What is the same in all messages. */
interface PageWords {
  places: Record<string, ProgrammePlace>;
  levels: Record<string, string>;
  options: Record<string, Record<string, string>>;
  sources: Record<string, string>;
  attribution: string;
  caveat: string;
  made: string;
}

interface ProgrammePlace { name: string; kind: "pilot" | "parallel" | "successor" }

/* ---- geometry -------------------------------------------------------------------------------- */

/** Parts, each with its outer ring and its holes. */
type Shape = L.LatLng[][][];

type TopologyShape = { id: string } & (
  { type: "Polygon"; arcs: number[][] } | { type: "MultiPolygon"; arcs: number[][][] });

interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { areas: { geometries: TopologyShape[] }; places?: { geometries: TopologyShape[] } };
  names: string[];
  rows?: number[];
  within?: string[];
  parents?: number[];
}

interface Sheet {
  codes: string[];
  names: string[];
  shapes: Shape[];
  /** The place of each area among the values. */
  rows: number[];
  /** The authority each area lies in, where known. */
  parents: string[] | null;
  places: Map<string, Shape>;
  bounds?: L.LatLngBounds[];
}

interface SentIndex { codes: number[]; names: string[]; within: string[]; parents: number[] }
interface AreaIndex { codes: string[]; names: string[]; parents: string[] }

/** Everything a level needs before it can be coloured. */
interface Scene {
  key: string;
  level: AreaLevel;
  inside: string[];
  /** Areas as outlines; none where tiles show them. */
  sheet: Sheet | null;
  page: PageWords;
  bounds: L.LatLngBounds;
  tiles?: string;
  index?: string;
  files?: string;
  around: string;
  upper: Sheet;
  outlines: Map<string, Shape>;
  count: number;
  context: Sheet | null;
}

/* ---- on the page ----------------------------------------------------------------------------- */

/** A map with its heading and legend. */
type FramedMap = PanelMap & { figure: HTMLElement; heading: HTMLElement; legend: HTMLElement };

/** A list to choose from, which is filled anew with each message. */
type ChoiceBox = HTMLLabelElement & { fill(options: Record<string, string>, value?: string): void };

/** What is written below a picture of the maps. */
type PictureWords = PageWords & Header;

/** What a tile says that could not be loaded. */
interface TileFailure extends L.LeafletEvent { error: unknown }

type PointerMove = [event: L.LeafletMouseEvent, point: L.Point];

/** Leaflet's canvas with what `followLastMove` replaces; Leaflet has no public way to do so. */
interface HoverCanvas extends L.Canvas {
  _mouseHoverThrottled?: boolean;
  _handleMouseHover(...move: PointerMove): void;
  _handleMouseOut(event: Event): void;
}
