import type { Report } from "../../core/api.ts";
import type { FigureExport } from "../../plot/figureExport.ts";
import { formatCount } from "../../plot/format.ts";
import type { Texts } from "../texts/en.ts";
import { captionOf, fileOf } from "./caption.ts";

/** Width of a chart that is taken away, pixels. */
const WIDTH = 720;

interface ChartSave {
  name: string;
  /** Parts of its file name. */
  file: string[];
  /** What it is, in its title; model and n are added. */
  title: string;
  draw: (width: number, title: string) => SVGSVGElement | string;
  table: () => (string | number)[][];
  mode?: string;
}

/** How a chart of a report is saved. */
export function chartSave(report: Report, t: Texts, chart: ChartSave): FigureExport {
  const { name, file, title, draw, table, mode } = chart;
  const whole = [title, report.model.id, `n = ${formatCount(report.nTest)}`].join(" · ");
  return {
    ...{ name, file: fileOf(report, ...file), table },
    draw: () => draw(WIDTH, whole),
    caption: () => captionOf(report, t, mode),
  };
}
