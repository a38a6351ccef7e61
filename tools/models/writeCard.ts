// tsx tools/models/writeCard.ts MODEL_DIR: writes the model card, README.md, from the files beside it. No number is typed in.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModeReport, Report } from "../../src/core/api.ts";
import type { FitOptions } from "../../src/core/options.ts";
import type { TailRule } from "../../src/core/tails.ts";

interface Training {
  recipe: Record<string, unknown>;
  steps: number;
  epochs: number;
  seconds: number;
  nParameters: number;
  heldOutLoss: number;
  unigramEntropy: number;
  heldOutUnigramCrossEntropy: number;
  tokensTrain: number;
  layers: { std: number; largest: number; kurtosis: number }[];
  tried: { what: string; heldOutLoss: number; kurtosisLastLayer: number; stdLastLayer: number }[];
}
interface Validation {
  nFit: number;
  nValidation: number;
  criterion: string;
  standardError: number;
  chosen: Pick<FitOptions, "pooling" | "bandwidthScale" | "tailRule">;
  tried: (Validation["chosen"] & { full: number[]; tails: number[]; floorShare: number })[];
}

const folder = process.argv[2]!;
const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
const training = read<Training>("training.json");
const validation = read<Validation>("validation.json");
const report = read<Report>("report.json");
const published = read<Report>("report-published.json");

const f = (x: number, digits = 3) => x.toFixed(digits);
const ruleName = (r: TailRule) => (r.rule === "std" ? `std ${r.k}` : r.rule);
const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const interval = (l: { macroF1: number; macroF1Interval: { low: number; high: number } }) =>
  `${f(l.macroF1)} (${f(l.macroF1Interval.low)} to ${f(l.macroF1Interval.high)})`;

const modeRows = (r: Report) =>
  Object.entries(r.modes).map(([name, m]) => [
    name,
    ...m.levels.map(interval),
    interval(m.path),
    name === "full" ? "" : `${f(100 * m.floorShare, 0)} %`,
    name === "full" ? "" : f(m.meanTailCount, 1),
    `${m.sinks[0]!.path.join(" / ")}, ${f(100 * m.sinks[0]!.share, 0)} %`,
  ]);
const calibrationRows = (r: Report) =>
  (["full", "tails"] as const).flatMap((name) => {
    const c = r.modes[name]?.calibration;
    return c ? [[name, f(c.temperature, 1), c.nFitted, c.nJudged, f(c.ece)]] : [];
  });
const HEAD = [
  "mode",
  "subject macro F1",
  "attribute macro F1",
  "pair macro F1",
  "floor share",
  "mean tail values",
  "greatest sink",
];
const levelRows = (r: Report, index: number) => {
  const of = (m: ModeReport | undefined, i: number) => (m ? f(m.levels[index]!.f1[i]!, 2) : "");
  return r.modes.full!.levels[index]!.labels.map((label, i) => [
    label,
    of(r.modes.full, i),
    of(r.modes.tails, i),
  ]);
};
const difference = (r: Report) =>
  (r.tailsMinusFull ?? [])
    .map(
      (d) =>
        `${d.name} ${d.difference >= 0 ? "+" : ""}${f(d.difference)} (${f(d.interval.low)} to ${f(d.interval.high)})`,
    )
    .join("; ");
const best = [...validation.tried]
  .sort((a, b) => sum(b) - sum(a))
  .slice(0, 8)
  .map((t) => [
    t.pooling,
    t.bandwidthScale,
    ruleName(t.tailRule),
    ...[...t.full, ...t.tails].map((x) => f(x)),
    `${f(100 * t.floorShare, 0)} %`,
  ]);
function sum(t: { full: number[]; tails: number[] }): number {
  return [...t.full, ...t.tails].reduce((a, b) => a + b, 0);
}
const { chosen } = validation;
const unigram = Math.min(training.unigramEntropy, training.heldOutUnigramCrossEntropy);

writeFileSync(
  join(folder, "README.md"),
  `# ${report.model.id}

A small language model made for Tailscope, so that the page works at once and offline: ${f(training.nParameters / 1e6, 1)} million parameters,
${report.model.nLayers} layers × ${report.model.dModel}, F16 safetensors in the Hugging Face layout. It is a specimen to look at, not a model to write with. MIT.

## Data
\`data/sentences.json\`: ${report.classes.length} pairs of a subject and an attribute, written for this project. Trained, tokenizer included, on the
${training.tokensTrain.toLocaleString("en")} tokens of the 48 sentences of each pair that \`data/split.json\` does not hold out.

## Training
${training.steps.toLocaleString("en")} steps (${training.epochs} epochs, ${Math.round(training.seconds / 60)} minutes on two CPU cores), by \`tools/train/train.py\`:

${table(
  ["setting", "value"],
  Object.entries(training.recipe)
    .filter(([key, value]) => !["out", "data", "split"].includes(key) && typeof value !== "object")
    .map(([key, value]) => [key, String(value)]),
)}

Held-out loss **${f(training.heldOutLoss)}** nats a token; the unigram distribution of the training tokens has an entropy of
${f(training.unigramEntropy)} and a held-out cross-entropy of ${f(training.heldOutUnigramCrossEntropy)}: **${f(unigram - training.heldOutLoss)}** nats below the lower one.

Residual stream, last token of the training sentences, centred:

${table(
  ["layer", "std", "largest value", "kurtosis (normal 3, logistic 4.2)"],
  training.layers.map((l, i) => [i, f(l.std, 1), f(l.largest, 0), f(l.kurtosis, 1)]),
)}

What was tried on the way:

${table(
  ["recipe", "held-out loss", "std, last layer", "kurtosis, last layer"],
  training.tried.map((t) => [t.what, f(t.heldOutLoss), f(t.stdLastLayer, 0), f(t.kurtosisLastLayer, 1)]),
)}

## Options of the atlas
Chosen on ${validation.nValidation} validation sentences cut from the training part, densities fitted on the other ${validation.nFit} (the language
model itself has read both), by the ${validation.criterion} (standard error ${f(validation.standardError)}). Pooling over all tokens was left out: its cost grows with the text.
Chosen: **pooling ${chosen.pooling}, bandwidthScale ${chosen.bandwidthScale}, tail rule ${ruleName(chosen.tailRule)}**. The best of ${validation.tried.length}:

${table(["pooling", "scale", "tail rule", "subject full", "attribute full", "subject tails", "attribute tails", "floor share"], best)}

## Held-out results
${report.nTest.toLocaleString("en")} sentences, 12 of each pair, never trained on; 95 % bootstrap intervals over sentences. By chance: subject ${f(1 / 10)}, attribute ${f(1 / 12)}, pair ${f(1 / 120)}.

With the chosen options (\`default.atlas\`, \`report.json\`):

${table(HEAD, modeRows(report))}

Tails − full: ${difference(report)}.

The atlas carries a temperature for each mode, by which differences of log-likelihood become probabilities; fitted on half of
the held-out sentences, judged on the other half:

${table(["mode", "temperature", "fitted on", "judged on", "expected calibration error"], calibrationRows(report))}

With the study's own options (bandwidthScale 4, last token, published rule; \`report-published.json\`):

${table(HEAD, modeRows(published))}

Tails − full: ${difference(published)}.

F1 by attribute and subject, chosen options:

${table(["attribute", "full", "tails"], levelRows(report, 1))}

${table(["subject", "full", "tails"], levelRows(report, 0))}
`,
);
