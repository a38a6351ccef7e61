import type { Cell } from "./confusionLayout.ts";
import { type LabelGroup, labelGroups } from "./labelGroups.ts";
import { textWidth } from "./textWidth.ts";

/** Where the map stands: a row for each layer, a column for each class. CSS pixels. */
export interface ContributionLayout {
  width: number;
  height: number;
  left: number;
  top: number;
  rows: number;
  columns: number;
  cellWidth: number;
  cellHeight: number;
  /** Every class's name, names of groups, or ranks under the columns. */
  labels: "all" | "groups" | "ranks";
  groups: LabelGroup[];
  labelSpace: number;
  title: string | undefined;
}

export const PAD = 12;
export const TITLE_ROW = 22;
export const HEAD = 24;
export const LABEL_SIZE = 10;
const LEFT = 34;
const FOOT = 18;

export interface ContributionSize {
  width: number;
  height: number;
  title?: string | undefined;
}

export function contributionLayout(
  labels: readonly string[],
  nLayers: number,
  { width, height, title }: ContributionSize,
): ContributionLayout {
  const columns = Math.max(1, labels.length);
  const cellWidth = (width - LEFT - PAD) / columns;
  const groups = labelGroups(labels);
  const named = groups.length > 0 && groups.every(({ length }) => length * cellWidth >= 40);
  const which = cellWidth >= LABEL_SIZE ? "all" : named ? "groups" : "ranks";
  const wish = Math.max(0, ...labels.map((label) => textWidth(label, LABEL_SIZE)));
  const labelSpace = which === "all" ? Math.min(wish, height * 0.5) : 0;
  const top = HEAD + (title ? TITLE_ROW : 0);
  const rows = Math.max(1, nLayers);
  const cellHeight = Math.max(1, (height - top - FOOT - labelSpace) / rows);
  return {
    ...{ width, height, left: LEFT, top, rows, columns, cellWidth, cellHeight },
    ...{ labels: which, groups, labelSpace, title },
  };
}

export function contributionCellAt(
  { left, top, rows, columns, cellWidth, cellHeight }: ContributionLayout,
  x: number,
  y: number,
): Cell | undefined {
  const column = Math.floor((x - left) / cellWidth);
  const row = Math.floor((y - top) / cellHeight);
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : undefined;
}

/** Ranks written under the columns, from 1 on. */
export function rankTicks(columns: number, width: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((by) => (by * width) / columns >= 36) ?? 1000;
  const ranks = Array.from({ length: Math.floor(columns / step) }, (_, i) => (i + 1) * step);
  return step === 1 ? ranks : [1, ...ranks];
}
