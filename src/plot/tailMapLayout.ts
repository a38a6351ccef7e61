import type { TailMap } from "../core/api.ts";
import type { Cell } from "./confusionLayout.ts";
import { type LabelGroup, labelGroups } from "./labelGroups.ts";
import { textWidth, wrapText } from "./textWidth.ts";

/** What a tail map is drawn of. `labels`: [class], shortened. */
export interface LabelledTailMap extends TailMap {
  labels: string[];
}

/** Where things stand, CSS pixels. */
export interface TailMapLayout {
  width: number;
  height: number;
  left: number;
  top: number;
  cellWidth: number;
  cellHeight: number;
  rows: number;
  columns: number;
  labels: "all" | "groups" | "none";
  groups: LabelGroup[];
  labelSpace: number;
  title: string[];
}

const PAD = 12;
const HEAD = 40;
const BELOW = 36;
const TITLE_ROW = 20;
/** A map is no higher than this, unless it is exported, where every class has its label. */
const GREATEST_HEIGHT = 480;
const GREATEST_CELL = 64;

export function tailMapLayout(
  { labels, floorShare }: LabelledTailMap,
  { width, title = "", everyLabel = false }: { width: number; title?: string; everyLabel?: boolean },
): TailMapLayout {
  const rows = labels.length;
  const columns = floorShare[0]?.length ?? 0;
  const groups = labelGroups(labels);
  const cellHeight = everyLabel
    ? 14
    : Math.max(2, Math.min(18, Math.floor(GREATEST_HEIGHT / Math.max(1, rows))));
  const groupFits = groups.length > 0 && groups.every(({ length }) => length * cellHeight >= 12);
  const which = cellHeight >= 11 ? "all" : groupFits ? "groups" : "none";
  const written = { all: labels, groups: groups.map(({ label }) => label), none: [] }[which];
  const wish = Math.max(24, ...written.map((label) => textWidth(label, 11)));
  const labelSpace = Math.min(wish, width * 0.4);
  const left = Math.ceil(PAD + labelSpace + 6);
  const cellWidth = Math.min(GREATEST_CELL, (width - left - PAD) / Math.max(1, columns));
  const lines = wrapText(title, 14.8, width - 2 * PAD);
  const top = PAD + lines.length * TITLE_ROW + HEAD;
  return {
    ...{ width, height: top + rows * cellHeight + BELOW, left, top, cellWidth, cellHeight, rows, columns },
    ...{ labels: which, groups, labelSpace, title: lines },
  };
}

/** The class (row) and layer (column) under a point. */
export function tailCellAt(layout: TailMapLayout, x: number, y: number): Cell | undefined {
  const column = Math.floor((x - layout.left) / layout.cellWidth);
  const row = Math.floor((y - layout.top) / layout.cellHeight);
  const inside = row >= 0 && column >= 0 && row < layout.rows && column < layout.columns;
  return inside ? { row, column } : undefined;
}
