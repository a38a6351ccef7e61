import { Failure } from "../../core/failure.ts";
import type { Split } from "../../core/split.ts";
import { sentenceValues } from "../../engine/values.ts";
import type { ModelSource } from "../../model/modelSource.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, DATA_HELP, DATA_USAGE, type LoadedData, loadData } from "../data.ts";
import { layersFlag } from "../evaluationFlags.ts";
import { writeWhole } from "../files.ts";
import { fitOptions } from "../fitFlags.ts";
import { type Flags, required, text, wholeFlag } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE, memoryBudget } from "../modelFlags.ts";
import { withModel } from "../openModel.ts";
import type { Terminal } from "../terminal.ts";
import { type Per, writeTable } from "../valuesTable.ts";
import { activationTensors, equalTrain, requireRoom } from "../valuesTensors.ts";

type Source = ModelSource<Float32Array>;

export const valuesCommand: Command = {
  usage: `tailscope values ${MODEL_USAGE} ${DATA_USAGE} --out F.parquet|F.safetensors [--per value|sentence] [--layers 0-5]`,
  help: `  writes what fits and scores are made of, for pandas, DuckDB, Spark and others
  F.parquet               --per sentence (default): a row a sentence × layer: class, part (train, test), text, count, mean,
                          std, min, max, kurtosis, values beyond 2 std; --per value: a row a value, with its dimension
  F.safetensors           train [class, sentence, layer, d_model], test [sentence, layer, d_model], true_class [sentence],
                          as fit and evaluate read them by --from-activations, and F.classes.json beside it
  --per-class N           safetensors: the first N training sentences of each class, where classes differ in size
  --layers 0-5,11         these layers only (all)
  --pooling last|all|mean tokens whose values are taken (last)
  --keep-last-word, --no-bos, --no-center  as of fit
${DATA_HELP}
${MODEL_HELP}`,
  flags: {
    out: "string",
    per: "string",
    layers: "string",
    "per-class": "string",
    pooling: "string",
    "keep-last-word": "boolean",
    "no-bos": "boolean",
    "no-center": "boolean",
    ...DATA_FLAGS,
    ...MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    required(flags, "model");
    const tensors = /\.safetensors$/i.test(out);
    if (!tensors && !/\.parquet$/i.test(out)) {
      throw new Failure("usage", `--out ${out}: a name ending in .parquet or .safetensors is needed.`);
    }
    const odd = tensors ? "per" : "per-class";
    if (text(flags, odd) !== undefined) {
      throw new Failure("usage", `--${odd} is for ${tensors ? "Parquet" : "safetensors"} files only.`);
    }
    const per = perOf(text(flags, "per") ?? "sentence");
    const options = fitOptions(flags);
    if (tensors && options.pooling === "all") {
      throw new Failure(
        "usage",
        "--pooling all gives sentences of different sizes: write them to F.parquet.",
      );
    }
    const data = await loadData(flags);
    await withModel(flags, terminal, async (source) => {
      const layers = layersOf(flags, source.shape.nLayers);
      if (tensors) await toTensors(out, source, data, layers, flags, terminal);
      else await toTable(out, source, data, layers, per, flags, terminal);
    });
  },
};

async function toTable(
  out: string,
  source: Source,
  { split, name, sha256, splitName }: LoadedData,
  layers: number[],
  per: Per,
  flags: Flags,
  terminal: Terminal,
): Promise<void> {
  const { dropLastWord, prependBos, center, pooling } = fitOptions(flags);
  const options = { dropLastWord, prependBos, center, pooling };
  const { id, architecture, nLayers, dModel, weightsSha256 } = (await source.loaded).shape;
  const setting = {
    per,
    classes: split.train.classes.map((c) => c.path),
    layers,
    dModel,
    byToken: pooling === "all",
    about: {
      model: { id, architecture, nLayers, dModel, weightsSha256 },
      data: { name, sha256, split: splitName },
      options,
    },
  };
  const rows = await writeTable(
    out,
    setting,
    sentenceValues(source, split, options, layers, { onProgress: terminal.progress }),
  );
  terminal.result({ out, rows, per, layers, ...setting.about }, `${out}: ${rows} rows, one a ${per} × layer`);
}

async function toTensors(
  out: string,
  source: Source,
  data: LoadedData,
  layers: number[],
  flags: Flags,
  terminal: Terminal,
): Promise<void> {
  const perClass =
    text(flags, "per-class") === undefined ? undefined : wholeFlag(flags, "per-class", 0, 1, 1e9);
  const { dModel } = source.shape;
  const split: Split = byClass(equalTrain(data.split, perClass));
  requireRoom(split, layers.length * dModel, memoryBudget(flags));
  const values = sentenceValues(source, split, fitOptions(flags), layers, { onProgress: terminal.progress });
  await writeWhole(out, await activationTensors(split, layers.length, dModel, values));
  const classes = out.replace(/\.safetensors$/i, ".classes.json");
  await writeWhole(classes, JSON.stringify(split.train.classes.map((c) => c.path)));
  const nTrain = split.train.classes.reduce((n, c) => n + c.sentences.length, 0);
  terminal.result(
    { out, classes, nTrain, nTest: split.test.length, layers, dModel },
    `${out}: ${nTrain} + ${split.test.length} sentences × ${layers.length} layers × ${dModel}; its classes are in ${classes}`,
  );
}

/** Test sentences in the order of their classes, as they are walked. */
function byClass(split: Split): Split {
  return { ...split, test: split.test.toSorted((a, b) => a.trueClass - b.trueClass) };
}

function perOf(value: string): Per {
  if (value === "value" || value === "sentence") return value;
  throw new Failure("usage", `--per ${value}: value or sentence is needed.`);
}

/** Ascending, each once; all of them where none are named. */
function layersOf(flags: Flags, nLayers: number): number[] {
  const all = Array.from({ length: nLayers }, (_, i) => i);
  const asked = layersFlag(flags) ?? all;
  const odd = asked.find((layer) => layer >= nLayers);
  if (odd !== undefined)
    throw new Failure("usage", `--layers: the model has no layer ${odd}, its last is ${nLayers - 1}.`);
  return all.filter((layer) => asked.includes(layer));
}
