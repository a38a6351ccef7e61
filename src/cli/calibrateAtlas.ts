import { readAtlas, writeAtlas } from "../core/atlas.ts";
import { calibratedRecipe } from "../core/atlasCalibration.ts";
import { Failure } from "../core/failure.ts";
import { readBytes, writeWhole } from "./files.ts";
import { type Flags, required } from "./flags.ts";
import { readReport } from "./studyComparison.ts";
import type { Terminal } from "./terminal.ts";

/** `atlas calibrate`: an atlas with the temperatures of its own report. */
export async function calibrateAtlas(words: string[], flags: Flags, terminal: Terminal): Promise<void> {
  if (words.length > 0)
    throw new Failure("usage", `"${words[0]}": --atlas, --report and --out name the files of calibrate.`);
  const [path, reportPath, out] = [
    required(flags, "atlas"),
    required(flags, "report"),
    required(flags, "out"),
  ];
  const atlas = readAtlas(await readBytes(path), path);
  const recipe = calibratedRecipe(atlas.recipe, await readReport(reportPath), path, reportPath);
  await writeWhole(out, writeAtlas({ ...atlas, recipe }));
  const told = Object.entries(recipe.calibration!).map(
    ([mode, { temperature, nFitted, nJudged, ece }]) =>
      `  ${mode.padEnd(6)} temperature ${temperature.toPrecision(4)} by ${nFitted} sentences, ECE ${ece.toFixed(3)} over ${nJudged} others`,
  );
  terminal.result({ out, calibration: recipe.calibration }, [out, ...told].join("\n"));
}
