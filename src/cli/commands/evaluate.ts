import { join } from "node:path";
import { type Atlas, readAtlas } from "../../core/atlas.ts";
import { Failure } from "../../core/failure.ts";
import { type Mode, parseMode } from "../../core/options.ts";
import { writeSafetensors } from "../../core/safetensors.ts";
import type { ModeScores } from "../../core/seams.ts";
import { leaks } from "../../core/split.ts";
import { cpuBackend } from "../../engine/cpuBackend.ts";
import { evaluate, evaluateValues } from "../../engine/evaluate.ts";
import { buildReport, type Judged } from "../../engine/report.ts";
import { reportTables } from "../../engine/tables.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, loadData } from "../data.ts";
import { readBytes, writeWhole } from "../files.ts";
import { type Flags, required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModelOf } from "../openModel.ts";
import { openActivationFile } from "../tensors.ts";
import type { Terminal } from "../terminal.ts";

type OnScores = (sentence: number, scores: readonly ModeScores[]) => void;

export const evaluateCommand: Command = {
  usage: `tailscope evaluate --atlas A (${MODEL_USAGE} --data F.json [--split F.json | --seed N] | --from-activations F.safetensors) [--mode full,tails] --out DIR`,
  help: `  scores held-out sentences and writes report.json and CSV tables to DIR
  --mode                  any of full, tails, std<k> with commas between (full,tails)
  --scores F.safetensors  also log_likelihood_<mode> [sentence, class, layer]
  --from-activations reads test [sentence, layer, d_model] and true_class [sentence], already centred and pooled
${MODEL_HELP}`,
  flags: {
    atlas: "string",
    "from-activations": "string",
    mode: "string",
    out: "string",
    scores: "string",
    ...DATA_FLAGS,
    ...MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const modes = parseModes(text(flags, "mode") ?? "full,tails");
    const path = required(flags, "atlas");
    const atlas = readAtlas(await readBytes(path), path);
    const { onScores, tensors } = scoreKeeper(atlas, modes, text(flags, "scores") !== undefined);
    const file = text(flags, "from-activations");
    if (file !== undefined && text(flags, "model") !== undefined) {
      throw new Failure("usage", "--model and --from-activations exclude each other.");
    }
    const judged =
      file === undefined
        ? await throughModel(flags, atlas, path, modes, onScores, terminal)
        : await fromActivations(file, atlas, path, modes, onScores);
    const report = buildReport(atlas, modes, judged);
    for (const [name, csv] of Object.entries(reportTables(report))) await writeWhole(join(out, name), csv);
    await writeWhole(join(out, "report.json"), JSON.stringify(report));
    const scores = text(flags, "scores");
    if (scores !== undefined) await writeWhole(scores, writeSafetensors(tensors(judged.truth.length)));
    terminal.result(report, summary(out, report));
  },
};

async function throughModel(
  flags: Flags,
  atlas: Atlas,
  path: string,
  modes: Mode[],
  onScores: OnScores | undefined,
  terminal: Terminal,
): Promise<Judged> {
  required(flags, "model");
  const { dataset, split, sha256, name } = await loadData(flags, atlas.recipe.data.split);
  if (JSON.stringify(dataset.classes.map((c) => c.path)) !== JSON.stringify(atlas.recipe.classes)) {
    throw new Failure(
      "mismatch",
      `${path} was fitted on other classes than those of ${text(flags, "data")}: evaluate it on the data it was fitted on.`,
    );
  }
  if (split.test.length === 0)
    throw new Failure(
      "bad-data",
      `The split of ${text(flags, "data")} holds out no sentences: there is nothing to evaluate.`,
    );
  if (sha256 !== atlas.recipe.data.sha256) {
    terminal.say(
      `${name} is not the file that ${path} was fitted on (${atlas.recipe.data.name}): some test sentences may have been trained on.`,
    );
  }
  const control = { onProgress: terminal.progress, ...(onScores ? { onScores } : {}) };
  const results = await withModelOf({ atlas, path }, flags, terminal, (source) =>
    evaluate(source, cpuBackend(atlas), atlas, split.test, modes, control),
  );
  return { truth: split.test.map((t) => t.trueClass), leaked: leaks(split), results };
}

async function fromActivations(
  file: string,
  atlas: Atlas,
  path: string,
  modes: Mode[],
  onScores: OnScores | undefined,
): Promise<Judged> {
  const activations = await openActivationFile(file);
  const { shape, data } = activations.floats("test", 3);
  const truth = activations.integers("true_class");
  const [nSentences, nLayers, dModel] = shape as [number, number, number];
  const { model, classes } = atlas.recipe;
  if (nLayers !== model.nLayers || dModel !== model.dModel) {
    throw new Failure(
      "mismatch",
      `${file} has ${nLayers} layers × ${dModel}, ${path} was fitted on ${model.nLayers} × ${model.dModel}.`,
    );
  }
  if (nSentences === 0)
    throw new Failure("bad-data", `${file}: "test" holds no sentences: there is nothing to evaluate.`);
  if (truth.length !== nSentences)
    throw new Failure(
      "bad-file",
      `${file}: true_class has ${truth.length} entries for ${nSentences} sentences.`,
    );
  const odd = truth.find((c) => !(c >= 0 && c < classes.length));
  if (odd !== undefined)
    throw new Failure(
      "bad-data",
      `${file}: true_class ${odd} is not among the ${classes.length} classes of ${path}.`,
    );
  return { truth, leaked: truth.map(() => false), results: evaluateValues(data, atlas, modes, onScores) };
}

/** Keeps every sentence's scores by class × layer when they are asked for. */
function scoreKeeper(atlas: Atlas, modes: Mode[], wanted: boolean) {
  const kept: Float64Array[][] = modes.map(() => []);
  const onScores: OnScores | undefined = wanted
    ? (sentence, scores) => {
        scores.forEach((s, m) => {
          kept[m]![sentence] = s.logLikelihood;
        });
      }
    : undefined;
  const tensors = (nSentences: number) =>
    Object.fromEntries(
      modes.map((mode, m) => {
        const width = atlas.recipe.classes.length * atlas.nLayers;
        const data = new Float64Array(nSentences * width);
        kept[m]!.forEach((scores, s) => {
          data.set(scores, s * width);
        });
        return [
          `log_likelihood_${mode.name}`,
          { shape: [nSentences, atlas.recipe.classes.length, atlas.nLayers], data },
        ];
      }),
    );
  return { onScores, tensors };
}

function parseModes(list: string): Mode[] {
  return [...new Set(list.split(",").map((name) => name.trim()))].map((name) => {
    const mode = parseMode(name);
    if (!mode) throw new Failure("usage", `--mode ${name}: full, tails or std<k> (std2) is needed.`);
    return mode;
  });
}

function summary(out: string, report: ReturnType<typeof buildReport>): string {
  const lines = Object.entries(report.modes).map(([name, { path, levels }]) => {
    const scores = [["pair", path.macroF1], ...levels.map((l) => [l.name, l.macroF1])] as [string, number][];
    return `  ${name.padEnd(8)} macro F1: ${scores.map(([level, f1]) => `${level} ${f1.toFixed(3)}`).join(", ")}`;
  });
  return [`${report.nTest} sentences, ${report.classes.length} classes → ${out}`, ...lines].join("\n");
}
