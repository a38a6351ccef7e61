import type { Report } from "../../core/api.ts";
import { type DumbbellPanel, dumbbellGrid, gridCsv } from "../../plot/dumbbellGrid.ts";
import { formatDifference } from "../../plot/format.ts";
import { type IntervalGroup, intervalCsv, intervalPlot } from "../../plot/intervalPlot.ts";
import type { GalleryFigure } from "../galleryFigure.ts";

const MEAN = "macro mean";

/** Reports side by side: the shipped report of mini-gpt2 by two rules for the tails. */
export function compareFigures(report: Report): readonly GalleryFigure[] {
  const { full, tails, std2 } = report.modes;
  const panels = [
    ["published rule", tails!],
    ["beyond 2 std", std2!],
  ] as const;
  const grid = panels.map(
    ([name, mode]): DumbbellPanel => ({ name, full: full!.levels[1]!, tails: mode.levels[1]! }),
  );
  const groups = panels.map(
    ([name, mode]): IntervalGroup => ({
      name,
      rows: mode.levels.map((level, i) => ({
        label: level.name,
        marks: [markOf("full", full!.levels[i]!), markOf("tails", level)],
      })),
    }),
  );
  const caption = [`${report.model.id}, ${report.data.name}, n = ${report.nTest} held-out sentences`];
  const axis = { x: "macro F1 →", format: (value: number) => value.toFixed(3) };
  const differences: IntervalGroup[] = [
    {
      name: report.model.id,
      rows: (report.tailsMinusFull ?? []).map(({ name, difference, interval }) => ({
        label: name,
        marks: [{ kind: "difference", value: difference, interval }],
      })),
    },
  ];
  const differenceAxis = { x: "tails − full →", format: (value: number) => formatDifference(value, 3) };
  return [
    {
      id: "dumbbellGrid",
      draw: (width, theme) => dumbbellGrid(grid, { width, theme, name: "F1 by attribute" }),
      drawing: (theme, title) => dumbbellGrid(grid, { width: 900, theme, name: title, title }),
      table: () => gridCsv(grid, MEAN),
      caption,
    },
    {
      id: "intervals",
      draw: (width, theme) => intervalPlot(groups, { ...axis, width, theme, name: "Macro F1" }),
      drawing: (theme, title) => intervalPlot(groups, { ...axis, width: 720, theme, name: title, title }),
      table: () => intervalCsv(groups),
      caption,
    },
    {
      id: "differences",
      draw: (width, theme) =>
        intervalPlot(differences, { ...differenceAxis, width, theme, name: "Tails − full" }),
      drawing: (theme, title) =>
        intervalPlot(differences, { ...differenceAxis, width: 720, theme, name: title, title }),
      table: () => intervalCsv(differences),
      caption,
    },
  ];
}

function markOf(kind: "full" | "tails", level: Report["modes"][string]["levels"][number]) {
  return { kind, value: level.macroF1, interval: level.macroF1Interval };
}
