import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../../core/api.ts";
import { Failure } from "../../core/failure.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, DATA_HELP, DATA_USAGE, loadData } from "../data.ts";
import { modesFlag } from "../evaluationFlags.ts";
import { FIT_FLAGS, FIT_HELP, fitOptions } from "../fitFlags.ts";
import { type Flags, required } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP } from "../modelFlags.ts";
import { readReport, writeComparison } from "../studyComparison.ts";
import { modelFolder, type StudySetup, studyModel } from "../studyModel.ts";
import type { Terminal } from "../terminal.ts";
import { counted, verdicts } from "./compare.ts";

const { model: _, ...SHARED_MODEL_FLAGS } = MODEL_FLAGS;

export const studyCommand: Command = {
  usage: `tailscope study --models gpt2,DIR,… ${DATA_USAGE} [--mode full,tails,std2] --out DIR`,
  help: `  fits, evaluates and reports one model after the other, each in DIR/<model>/, and puts all of DIR side by side
  the same command again goes on where it was stopped; delete DIR/<model>/ to have a model done anew
  --models                models with commas between, each as --model of fit takes it
  --mode                  any of full, tails, std<k> with commas between (full,tails)
  --restart               forget what a fit or an evaluation that was stopped has kept
${DATA_HELP}
${FIT_HELP}
${MODEL_HELP}`,
  flags: {
    models: "string",
    mode: "string",
    out: "string",
    restart: "boolean",
    ...DATA_FLAGS,
    ...FIT_FLAGS,
    ...SHARED_MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const models = modelList(required(flags, "models"));
    const setup = await setupOf(flags);
    const folders = await foldersOf(models);
    const done: Record<string, string> = {};
    const failed: string[] = [];
    for (const [i, model] of models.entries()) {
      const place = `${i + 1} of ${models.length}, ${model}`;
      terminal.say(`${place}: begun`);
      try {
        const folder = folders[i] ?? (await modelFolder(model));
        const { skipped } = await studyModel(model, join(out, folder), setup, flags, within(terminal, place));
        terminal.say(`${place}: ${skipped ? "was done already" : "done"}`);
        done[model] = folder;
      } catch (error) {
        if (!(error instanceof Failure) || error.kind === "aborted") throw error;
        terminal.say(`${place}: failed. ${error.message}`);
        failed.push(model);
      }
    }
    const reports = await reportsIn(out, Object.values(done), terminal);
    const comparison = await writeComparison(out, reports);
    for (const warning of comparison.warnings) terminal.say(warning);
    terminal.result(
      { out, done, failed, ...comparison },
      [
        `${counted(reports.length, "report")} → ${join(out, "compare.md")}`,
        ...verdicts(comparison.claims),
      ].join("\n"),
    );
    if (failed.length > 0) {
      throw new Failure(
        "io",
        `${failed.length} of ${models.length} models failed (${failed.join(", ")}); the same command again goes on with them.`,
      );
    }
  },
};

function modelList(list: string): string[] {
  const models = list.split(",").map((name) => name.trim());
  if (models.includes("")) throw new Failure("usage", `--models ${list}: a name is empty.`);
  return [...new Set(models)];
}

/** Each model's folder, no two alike; undefined for models that are not there, which is told in their turn. */
async function foldersOf(models: readonly string[]): Promise<(string | undefined)[]> {
  const folders: (string | undefined)[] = [];
  for (const model of models) {
    const folder = await modelFolder(model).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return undefined;
    });
    if (folder !== undefined && folders.includes(folder)) {
      throw new Failure("usage", `${model} would be written to the folder of another model, ${folder}.`);
    }
    folders.push(folder);
  }
  return folders;
}

/** Everything that may be refused is refused before the first model is opened. */
async function setupOf(flags: Flags): Promise<StudySetup> {
  const modes = modesFlag(flags);
  const options = fitOptions(flags);
  const { name, sha256, splitName } = await loadData(flags);
  return { options, modes, data: { name, sha256, split: splitName } };
}

/** A command's terminal within the study's: progress says of which model, results are left out. */
function within(terminal: Terminal, place: string): Terminal {
  return {
    ...terminal,
    progress: (progress) => terminal.progress({ ...progress, label: `${place}: ${progress.label}` }),
    result() {},
  };
}

/** Every report in the study's folder: those of `first`, then what earlier runs left there. */
async function reportsIn(out: string, first: string[], terminal: Terminal): Promise<Report[]> {
  const entries = await readdir(out, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const others = folders.filter((name) => !first.includes(name)).sort();
  const reports: Report[] = [];
  for (const folder of [...first, ...others]) {
    const path = join(out, folder, "report.json");
    if (!(await readdir(join(out, folder))).includes("report.json")) continue;
    try {
      reports.push(await readReport(path));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      terminal.say(`${error.message} It is left out.`);
    }
  }
  return reports;
}
