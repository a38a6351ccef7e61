import { type Recipe, readAtlas, readRecipe, writeAtlas } from "../../core/atlas.ts";
import { readShare, shareIndices, shareMerger } from "../../core/atlasShare.ts";
import { atlasSummary, type LayerSummary } from "../../core/atlasSummary.ts";
import { Failure } from "../../core/failure.ts";
import { readHeader } from "../../core/safetensors.ts";
import { calibrateAtlas } from "../calibrateAtlas.ts";
import type { Command } from "../command.ts";
import { readBytes, writeWhole } from "../files.ts";
import { type Flags, required } from "../flags.ts";
import type { Terminal } from "../terminal.ts";
import { table } from "../textTable.ts";

export const atlasCommand: Command = {
  usage:
    "tailscope atlas (show A.atlas | merge PART.atlas… --out WHOLE.atlas | calibrate --atlas A.atlas --report report.json --out B.atlas)",
  help: `  show       prints an atlas's recipe and its pooled moments by layer; of a share, which classes it has
  merge      joins the shares that \`tailscope fit --classes I/N\` wrote, in any order, to the bytes that one run would give
  calibrate  puts the temperatures of the atlas's own report into it, so that guesses come with probabilities too`,
  flags: { atlas: "string", out: "string", report: "string" },
  async run(flags, [what, ...paths], terminal) {
    if (what === "merge") return merge(paths, flags, terminal);
    if (what === "show") return show(paths, terminal);
    if (what === "calibrate") return calibrateAtlas(paths, flags, terminal);
    const needed = "show, merge or calibrate is needed.";
    throw new Failure("usage", what === undefined ? needed : `"${what}": ${needed}`);
  },
};

async function merge(paths: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const out = required(flags, "out");
  if (paths.length === 0) throw new Failure("usage", "The shares to be joined are missing.");
  const merger = shareMerger();
  for (const path of paths) merger.add(readShare(await readBytes(path), path), path); // one in memory at a time
  const atlas = merger.atlas();
  await writeWhole(out, writeAtlas(atlas));
  const { recipe, nLayers } = atlas;
  terminal.result(
    { out, shares: paths.length, ...recipe },
    `${out}: ${recipe.classes.length} classes × ${nLayers} layers from ${paths.length} shares`,
  );
}

async function show(paths: string[], terminal: Terminal): Promise<void> {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) throw new Failure("usage", "One atlas is needed to be shown.");
  const bytes = await readBytes(path);
  const header = readHeader(bytes, path);
  const recipe = readRecipe(header, bytes.byteLength, path);
  const share = shareIndices(header.metadata, recipe, path);
  const layers = share ? undefined : atlasSummary(readAtlas(bytes, path));
  const lines = [recipeText(path, bytes.byteLength, recipe)];
  if (share) {
    const named = share.map((c) => `${c} ${recipe.classes[c]!.join(" / ")}`);
    lines.push(
      `A share: ${share.length} of ${recipe.classes.length} classes.`,
      ...named.map((n) => `  ${n}`),
    );
  }
  if (layers) lines.push(layerTable(layers, recipe.classes.length));
  terminal.result(
    { file: path, bytes: bytes.byteLength, recipe, ...(share && { share }), ...(layers && { layers }) },
    lines.join("\n"),
  );
}

function recipeText(
  path: string,
  bytes: number,
  { model, data, options, classes, calibration }: Recipe,
): string {
  const { tailRule, ...plain } = options;
  const { rule, ...parameters } = tailRule;
  const tails = [rule, ...Object.values(parameters)].join(" ");
  const rows = [
    ["model", [model.id, model.revision, model.architecture].filter(Boolean).join(" ")],
    ["shape", `${model.nLayers} layers × ${model.dModel}`],
    [
      "weights",
      [model.weightsSha256 || "not hashed", model.roundedTo && `rounded to ${model.roundedTo}`]
        .filter(Boolean)
        .join(", "),
    ],
    ["data", `${data.name}, ${data.nTrain} sentences to train, ${data.nTest} held out, ${data.split}`],
    ["data SHA-256", data.sha256 || "not hashed"],
    ["classes", String(classes.length)],
    ...Object.entries(plain).map(([name, value]) => [name, String(value)]),
    ["tailRule", tails],
    ...Object.entries(calibration ?? {}).map(([mode, { temperature, nFitted, nJudged, ece }]) => [
      `calibration, ${mode}`,
      `temperature ${temperature.toPrecision(4)} by ${nFitted} sentences, ECE ${ece.toFixed(3)} over ${nJudged} others`,
    ]),
  ];
  return `${path}: ${bytes} bytes\n${table(rows)}`;
}

function layerTable(layers: LayerSummary[], nClasses: number): string {
  const digits = (n: number) => Number(n.toPrecision(4)).toString();
  const head = [
    "layer",
    "values",
    "mean",
    "std",
    "from",
    "to",
    "left cut-off",
    "right cut-off",
    "tails found",
  ];
  const rows = layers.map((l) => [
    String(l.layer),
    String(l.count),
    ...[l.mean, l.std, l.min, l.max, l.cutoffs.left, l.cutoffs.right].map(digits),
    `${l.leftTails} left, ${l.rightTails} right of ${nClasses}`,
  ]);
  return table([head, ...rows]);
}
