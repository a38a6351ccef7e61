import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Report } from "../core/api.ts";
import { type Recipe, readAtlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import type { FitOptions, Mode } from "../core/options.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { fitCommand } from "./commands/fit.ts";
import { readBytes } from "./files.ts";
import { findModel } from "./findModel.ts";
import type { Flags } from "./flags.ts";
import { readReport } from "./studyComparison.ts";
import { writeFigures } from "./studyFigures.ts";
import type { Terminal } from "./terminal.ts";

/** What all models of a study have in common; results in its folder must agree with it. */
export interface StudySetup {
  options: FitOptions;
  modes: Mode[];
  data: { name: string; sha256: string; split: string };
}

/** The folder of a model's results within the study's: its name without what a file name can't have. */
export async function modelFolder(model: string): Promise<string> {
  const place = await findModel(model);
  if (place.kind === "folder") return basename(resolve(place.path));
  if (place.kind === "onnx") return basename(place.path).replace(/\.onnx$/i, "");
  return model.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
}

/**
 * Fit, evaluation, report and figures of one model in `folder`, each left as it is where it is there already.
 * @throws Failure("mismatch") where what is there was made otherwise
 */
export async function studyModel(
  model: string,
  folder: string,
  setup: StudySetup,
  flags: Flags,
  terminal: Terminal,
): Promise<{ report: Report; skipped: boolean }> {
  const [atlas, path] = [join(folder, "fit.atlas"), join(folder, "report.json")];
  const skipped = await isThere(path);
  if (!skipped) {
    if (await isThere(atlas)) requireSame(readAtlas(await readBytes(atlas), atlas).recipe, setup, atlas);
    else await fitCommand.run({ ...known(fitCommand.flags, flags), model, out: atlas }, [], terminal);
    const evaluated = { ...known(evaluateCommand.flags, flags), model, atlas, out: folder };
    await evaluateCommand.run(evaluated, [], terminal);
  }
  const report = await readReport(path);
  requireSame(report, setup, path);
  const lacks = setup.modes.filter(({ name }) => !report.modes[name]).map(({ name }) => name);
  if (lacks.length > 0) throw otherwise(path, `without the mode ${lacks.join(", ")}`);
  await writeFigures(join(folder, "figures"), report);
  return { report, skipped };
}

function requireSame(
  made: Pick<Recipe, "options"> & { data: StudySetup["data"] },
  setup: StudySetup,
  path: string,
): void {
  for (const key of Object.keys(setup.options) as (keyof FitOptions)[]) {
    const [there, now] = [made.options[key], setup.options[key]].map((value) => JSON.stringify(value));
    if (there !== now) throw otherwise(path, `with ${key} ${there}, not ${now}`);
  }
  if (made.data.sha256 !== setup.data.sha256) throw otherwise(path, `on other data than ${setup.data.name}`);
  if (made.data.split !== setup.data.split)
    throw otherwise(path, `with the split "${made.data.split}", not "${setup.data.split}"`);
}

const otherwise = (path: string, how: string) =>
  new Failure("mismatch", `${path} was made ${how}: take another --out, or delete its folder.`);

/** The flags that a command knows. */
function known(table: Record<string, unknown>, flags: Flags): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => Object.hasOwn(table, name)));
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
