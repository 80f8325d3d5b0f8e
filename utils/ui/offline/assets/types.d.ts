/* The types of the scripts of a copy that is read without a server. They are checked, never copied.
 *
 * What the other scripts hand over is made by utils/ui/offline/maps.py.
 */

interface CopyLevel { periods: string[]; opening: string }

interface CopyMeasure {
  name: string;
  words: string;
  levels: Record<string, CopyLevel>;
  /** The script that has its values. */
  file: string;
}

interface CopyCatalogue {
  measures: CopyMeasure[];
  /** The script that has the outlines of each level. */
  geometry: Record<string, string>;
  /** Address of the page of each place, by its id or code. */
  pages: Record<string, string>;
}

/** A measure at a level: its map (in base64) and the words beside it by period, and what they need. */
interface LevelValues {
  title: string;
  periods: Record<string, { map: string; text: string }>;
  files: Record<string, string>;
  caveats: string[];
  source: string;
  /** Words of the same as a table, by address. */
  tables: Record<string, string>;
}

interface MeasureValues { name: string; levels: Record<string, LevelValues> }

interface Window {
  ATLAS_COPY: CopyCatalogue;
  AtlasCopy: {
    addFiles(files: Record<string, string>): void;
    addMeasure(measure: MeasureValues): void;
  };
}
