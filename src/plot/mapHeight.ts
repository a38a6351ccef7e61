/** Maps with a row for each layer. */
export type LayerMap = "contributions" | "dimensions";

/** Of a layer, CSS pixels: as it likes to be, and as it must be to be told from its neighbours. */
const ROW = 14;
const LEAST_ROW = 3.25;

/** What stands over and under a map's rows: legend, names of the columns, the line that is read. */
const AROUND_ROWS: Record<LayerMap, number> = { contributions: 62, dimensions: 76 };

/** What a screen of 900 px has for both. */
export const BOTH_MAPS = 224;

/**
 * Height of one of the two maps where both have `room`, CSS pixels. Their rows are of one height: an equal share, no more than they
 * like and no less than they need. The 12 layers of GPT-2 small fit into `BOTH_MAPS`; deeper models ask for more.
 */
export function mapHeight(map: LayerMap, nLayers: number, room: number): number {
  const rows = room - AROUND_ROWS.contributions - AROUND_ROWS.dimensions;
  const row = Math.min(ROW, Math.max(LEAST_ROW, rows / (2 * Math.max(1, nLayers))));
  return Math.round(AROUND_ROWS[map] + nLayers * row);
}
