import type { Report } from "../../core/api.ts";
import type { CellReading } from "../../plot/confusionFigure.ts";
import { formatCount, formatDifference } from "../../plot/format.ts";
import type { Texts } from "../texts/en.ts";
import { matrixOf, type Panel } from "./levels.ts";

/** A cell in one line, which is also what is read aloud. */
export function oneLine(
  { panel, cell }: { panel: Panel; cell: CellReading },
  panels: readonly Panel[],
  report: Report,
  level: string,
  t: Texts,
): string {
  const words = t.evaluate;
  const { trueLabel, predictedLabel, count, row, column } = cell;
  const taken = row === column ? words.whatItIs : words.quoted(predictedLabel);
  if (panel.key === "difference") {
    const at = (mode: "full" | "tails") => matrixOf(report, mode, level)?.confusion[row]?.[column] ?? 0;
    const difference = formatDifference(count, 0);
    return words.changed(formatCount(at("full")), formatCount(at("tails")), difference, trueLabel, taken);
  }
  const sentences = count === 0 ? words.noSentence : words.sentences(count, formatCount(count));
  const line = words.ofTaken(sentences, trueLabel, taken);
  return panels.length > 1 ? `${line}, ${t.common.modes[panel.key]}` : line;
}
