import { basename } from "node:path";
import { type Atlas, emptyAtlas, type Recipe, writeAtlas } from "../../core/atlas.ts";
import { Failure } from "../../core/failure.ts";
import { fillPooled } from "../../core/pooledDensity.ts";
import type { ModelShape } from "../../core/seams.ts";
import { fit, fitClass } from "../../engine/fit.ts";
import { progressMeter } from "../../engine/progress.ts";
import { sha256Hex } from "../../model/sha256.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, loadData } from "../data.ts";
import { readBytes, writeWhole } from "../files.ts";
import { FIT_FLAGS, FIT_HELP, fitOptions } from "../fitFlags.ts";
import { type Flags, required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModel } from "../openModel.ts";
import { openActivationFile, readClasses } from "../tensors.ts";
import type { Terminal } from "../terminal.ts";

export const fitCommand: Command = {
  usage: `tailscope fit (${MODEL_USAGE} --data F.json [--split F.json | --seed 42] | --from-activations F.safetensors --classes F.json) --out A.atlas`,
  help: `  fits one density a class × layer and writes them with their whole recipe
  --from-activations reads train [class, sentence, layer, d_model], already centred and pooled
${FIT_HELP}
${MODEL_HELP}`,
  flags: {
    out: "string",
    "from-activations": "string",
    classes: "string",
    ...DATA_FLAGS,
    ...FIT_FLAGS,
    ...MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const file = text(flags, "from-activations");
    if (file !== undefined && text(flags, "model") !== undefined) {
      throw new Failure("usage", "--model and --from-activations exclude each other.");
    }
    const atlas =
      file === undefined ? await fromModel(flags, terminal) : await fromActivations(file, flags, terminal);
    await writeWhole(out, writeAtlas(atlas));
    const { recipe } = atlas;
    terminal.result(
      { out, ...recipe },
      `${out}: ${recipe.classes.length} classes × ${atlas.nLayers} layers, ${recipe.data.nTrain} sentences`,
    );
  },
};

async function fromModel(flags: Flags, terminal: Terminal): Promise<Atlas> {
  required(flags, "model");
  const options = fitOptions(flags);
  const { split, name, sha256, splitName } = await loadData(flags);
  return withModel(flags, terminal, async (source) => {
    const recipe: Recipe = {
      format: "tailscope-atlas",
      version: 1,
      model: recipeModel((await source.loaded).shape),
      data: {
        name,
        sha256,
        nTrain: split.train.classes.reduce((n, c) => n + c.sentences.length, 0),
        nTest: split.test.length,
        split: splitName,
      },
      options,
      classes: split.train.classes.map((c) => c.path),
    };
    return fit(source, split.train, recipe, { onProgress: terminal.progress });
  });
}

function recipeModel({
  id,
  revision,
  architecture,
  nLayers,
  dModel,
  weightsSha256,
}: ModelShape): Recipe["model"] {
  return { id, ...(revision !== undefined && { revision }), architecture, nLayers, dModel, weightsSha256 };
}

async function fromActivations(path: string, flags: Flags, terminal: Terminal): Promise<Atlas> {
  const classes = await readClasses(required(flags, "classes"));
  const { shape, data } = (await openActivationFile(path)).floats("train", 4);
  const [nClasses, nSentences, nLayers, dModel] = shape as [number, number, number, number];
  if (nClasses !== classes.length)
    throw new Failure("bad-data", `${path} has ${nClasses} classes, the list names ${classes.length}.`);
  if (nSentences < 2)
    throw new Failure("bad-data", `${path} has ${nSentences} sentence(s) a class; two or more are needed.`);
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: basename(path), architecture: "activations", nLayers, dModel, weightsSha256: "" },
    data: {
      name: basename(path),
      sha256: await sha256Hex(await readBytes(path)),
      nTrain: nClasses * nSentences,
      nTest: 0,
      split: "train",
    },
    options: fitOptions(flags),
    classes,
  });
  const progress = progressMeter(`Fitting ${nClasses} classes`, terminal.progress);
  for (let c = 0; c < nClasses; c++) {
    const values = Array.from({ length: nLayers }, (_, layer) => {
      const bag = new Float32Array(nSentences * dModel);
      for (let s = 0; s < nSentences; s++) {
        const from = ((c * nSentences + s) * nLayers + layer) * dModel;
        bag.set(data.subarray(from, from + dModel), s * dModel);
      }
      return bag;
    });
    fitClass(atlas, c, values);
    progress(c + 1, nClasses);
  }
  fillPooled(atlas);
  return atlas;
}
