import { levelNames } from "../../core/dataset.ts";
import type { Evaluation } from "../../core/evaluation.ts";
import { Failure } from "../../core/failure.ts";
import { joinEvaluations } from "../../core/joinEvaluations.ts";
import { cellSentences } from "../../engine/cells.ts";
import { readEvaluation, readEvaluationPart } from "../../engine/evaluationFile.ts";
import { categoryLevels, pairLevel } from "../../engine/levels.ts";
import type { Command } from "../command.ts";
import { layersFlag } from "../evaluationFlags.ts";
import { readBytes } from "../files.ts";
import { type Flags, required } from "../flags.ts";
import type { Terminal } from "../terminal.ts";
import { summary, writeEvaluated, writeReport } from "../writeReport.ts";

const ACTIONS: Record<string, (files: string[], flags: Flags, terminal: Terminal) => Promise<void>> = {
  merge,
  build,
  cell,
};

export const reportCommand: Command = {
  usage: `tailscope report (merge DIR/part-*.evaluation --out DIR | build F.safetensors [--layers 0-5,9] --out DIR | cell F.safetensors --mode M --level L --true X --predicted Y [--layers 0-5,9])`,
  help: `  works on what tailscope evaluate wrote, without the model
  merge  joins the parts that evaluate --part wrote to the files of one run, to the byte
  build  report.json and CSV tables of an evaluation.safetensors; --layers scores by these layers only
  cell   the sentences in one cell of a confusion matrix
         --level      subject, attribute, … or pair
         --true, --predicted  categories of that level; pairs as "subject / attribute"`,
  flags: {
    out: "string",
    layers: "string",
    mode: "string",
    level: "string",
    true: "string",
    predicted: "string",
  },
  async run(flags, [action = "", ...files], terminal) {
    if (!Object.hasOwn(ACTIONS, action))
      throw new Failure(
        "usage",
        `"${action}" is nothing that can be done with a report: merge, build or cell.`,
      );
    await ACTIONS[action]!(files, flags, terminal);
  },
};

async function merge(files: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const out = required(flags, "out");
  if (files.length === 0)
    throw new Failure("usage", "Which parts? Name the files that evaluate --part wrote.");
  const joiner = joinEvaluations();
  for (const file of files) joiner.add(readEvaluationPart(await readBytes(file), file), file);
  const report = await writeEvaluated(out, joiner.whole());
  terminal.result(report, summary(out, report));
}

async function build(files: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const out = required(flags, "out");
  const layers = layersFlag(flags);
  const evaluation = await oneEvaluation(files);
  const report = await writeReport(out, evaluation, layers ? { layers } : {});
  terminal.result(report, summary(out, report));
}

async function cell(files: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const [mode, level, truth, predicted] = ["mode", "level", "true", "predicted"].map((f) =>
    required(flags, f),
  ) as [string, string, string, string];
  const layers = layersFlag(flags);
  const evaluation = await oneEvaluation(files);
  const { classes } = evaluation.recipe;
  const names = levelNames(classes[0]!.length);
  const index = level === "pair" ? -1 : names.indexOf(level);
  if (index < 0 && level !== "pair")
    throw new Failure("usage", `--level ${level}: ${[...names, "pair"].join(", ")} can be asked for.`);
  const { labels } = index < 0 ? pairLevel(classes) : categoryLevels(classes)[index]!;
  const [t, p] = [
    ["true", truth],
    ["predicted", predicted],
  ].map(([flag, label]) => {
    const at = labels.indexOf(label!);
    if (at < 0) throw new Failure("usage", `--${flag} "${label}" is no ${level} of this evaluation.`);
    return at;
  }) as [number, number];
  const sentences = cellSentences(evaluation, mode, index, t, p, layers);
  const line = (s: (typeof sentences)[number]) =>
    `  ${s.truth.join(" / ")} → ${s.predicted.join(" / ")}${s.leaked ? " (leaked)" : ""}: ${s.text}`;
  terminal.result(
    sentences,
    [`${sentences.length} sentences of "${truth}" taken for "${predicted}"`, ...sentences.map(line)].join(
      "\n",
    ),
  );
}

async function oneEvaluation(files: string[]): Promise<Evaluation> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0)
    throw new Failure("usage", "One evaluation.safetensors is needed.");
  return readEvaluation(await readBytes(file), file);
}
