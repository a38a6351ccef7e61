import { join } from "node:path";
import type { Report } from "../core/api.ts";
import { confusionSvg } from "../plot/confusionSvg.ts";
import { shortLabel } from "../plot/labels.ts";
import { lightTheme } from "../plot/theme.ts";
import { writeWhole } from "./files.ts";

/** Every confusion matrix of a report as SVG. The page's other figures need a browser. */
export async function writeFigures(folder: string, report: Report): Promise<void> {
  for (const [mode, { path, levels }] of Object.entries(report.modes)) {
    const pair = {
      name: "pair",
      labels: report.classes.map(shortLabel),
      confusion: path.confusion,
    };
    const short = levels.map((level) => ({
      ...level,
      labels: level.labels.map((label) => shortLabel([label])),
    }));
    for (const { name, labels, confusion } of [pair, ...short]) {
      const figure = confusionSvg(
        { name, labels, confusion },
        {
          theme: lightTheme,
          title: `${report.model.id}: ${name}, ${mode}`,
          subtitle: `${report.nTest} test sentences of ${report.data.name}`,
        },
      );
      await writeWhole(join(folder, `${mode}_${name.replaceAll(" ", "_")}_confusion.svg`), figure);
    }
  }
}
