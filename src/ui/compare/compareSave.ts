import type { Report } from "../../core/api.ts";
import type { FigureExport } from "../../plot/figureExport.ts";
import { captionOf } from "../evaluate/caption.ts";
import type { Texts } from "../texts/en.ts";

/** A report and what it is called beside the others. */
export interface NamedReport {
  name: string;
  report: Report;
}

const WIDTH = 900;

interface CompareSave {
  name: string;
  file: string;
  draw: (width: number, title: string) => SVGSVGElement;
  table: () => (string | number)[][];
}

/** How a figure of several reports is saved: its caption tells what each is of. */
export function compareSave(named: readonly NamedReport[], t: Texts, figure: CompareSave): FigureExport {
  const { name, file, draw, table } = figure;
  return {
    ...{ name, table, file: `tailscope-compare-${file}` },
    draw: () => draw(WIDTH, name),
    caption: () => named.map((one) => `${one.name}: ${captionOf(one.report, t).join("; ")}`),
  };
}
