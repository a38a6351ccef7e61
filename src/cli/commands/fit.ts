import { basename } from "node:path";
import { type Atlas, emptyAtlas, type Recipe, setClassRows, writeAtlas } from "../../core/atlas.ts";
import { writeShare } from "../../core/atlasShare.ts";
import { requireTwoSentences } from "../../core/dataset.ts";
import { Failure } from "../../core/failure.ts";
import { fillPooled } from "../../core/pooledDensity.ts";
import type { Signal } from "../../core/seams.ts";
import { fit, fitClass, fitShare } from "../../engine/fit.ts";
import { progressMeter } from "../../engine/progress.ts";
import { recipeOf } from "../../engine/recipe.ts";
import { sha256Hex } from "../../model/sha256.ts";
import type { Command } from "../command.ts";
import { DATA_FLAGS, DATA_HELP, DATA_USAGE, loadData } from "../data.ts";
import { readBytes, writeWhole } from "../files.ts";
import { FIT_FLAGS, FIT_HELP, fitOptions } from "../fitFlags.ts";
import { openFitFolder } from "../fitFolder.ts";
import { type Flags, required, text } from "../flags.ts";
import { MODEL_FLAGS, MODEL_HELP, MODEL_USAGE } from "../modelFlags.ts";
import { withModel } from "../openModel.ts";
import { isShare, shareOf } from "../shareFlag.ts";
import { openActivationFile, readClasses } from "../tensors.ts";
import type { Terminal } from "../terminal.ts";

export const fitCommand: Command = {
  usage: `tailscope fit (${MODEL_USAGE} ${DATA_USAGE} [--classes I/N] | --from-activations F.safetensors --classes F.json) --out A.atlas`,
  help: `  fits one density a class × layer and writes them with their whole recipe
  Classes are kept in A.atlas.fit as they are finished, until A.atlas is written: the same command goes on with them
  --restart               throw away what an earlier fit has kept there
  --classes I/N           share I of N: classes I-1, I-1+N, I-1+2N, …; \`tailscope atlas merge\` joins the shares
  --from-activations reads train [class, sentence, layer, d_model], already centred and pooled; --classes names their paths
${DATA_HELP}
${FIT_HELP}
${MODEL_HELP}`,
  flags: {
    out: "string",
    "from-activations": "string",
    classes: "string",
    restart: "boolean",
    ...DATA_FLAGS,
    ...FIT_FLAGS,
    ...MODEL_FLAGS,
  },
  async run(flags, _words, terminal) {
    const out = required(flags, "out");
    const file = text(flags, "from-activations");
    if (file === undefined) return fromModel(out, flags, terminal);
    if (text(flags, "model") !== undefined) {
      throw new Failure("usage", "--model and --from-activations exclude each other.");
    }
    const atlas = await fromActivations(file, flags, terminal);
    await writeWhole(out, writeAtlas(atlas));
    const { recipe } = atlas;
    terminal.result({ out, ...recipe }, `${out}: ${summary(recipe)}`);
  },
};

const summary = ({ classes, model, data }: Recipe, nClasses = String(classes.length)) =>
  `${nClasses} classes × ${model.nLayers} layers, ${data.nTrain} sentences`;

async function fromModel(out: string, flags: Flags, terminal: Terminal): Promise<void> {
  required(flags, "model");
  const options = fitOptions(flags);
  const data = await loadData(flags);
  const { train } = data.split;
  requireTwoSentences(train.classes, data.name);
  const wanted = text(flags, "classes");
  const share = wanted === undefined ? undefined : shareOf(wanted, train.classes.length);
  await withModel(flags, terminal, async (source) => {
    const recipe = recipeOf((await source.loaded).shape, data, options);
    const { store, remove } = await openFitFolder(out, recipe, flags.restart === true);
    await stoppable(async (signal) => {
      const control = { store, signal, onProgress: terminal.progress };
      const file = share
        ? writeShare(await fitShare(source, train, recipe, share, control))
        : writeAtlas(await fit(source, train, recipe, control));
      await writeWhole(out, file);
    });
    await remove();
    terminal.result(
      { out, ...recipe, ...(share && { share }) },
      `${out}: ${summary(recipe, share && `a share, ${share.length} of ${train.classes.length}`)}`,
    );
  });
}

/** Ctrl-C stops between two layers and says what is kept; a second one ends the process at once. */
async function stoppable(call: (signal: Signal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  try {
    await call(stop.signal);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

async function fromActivations(path: string, flags: Flags, terminal: Terminal): Promise<Atlas> {
  const list = required(flags, "classes");
  if (isShare(list)) {
    throw new Failure(
      "usage",
      `--classes ${list}: with --from-activations it names the file with the classes' paths; shares are of a --model.`,
    );
  }
  const classes = await readClasses(list);
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
    setClassRows(atlas, fitClass(atlas.recipe, c, values));
    progress(c + 1, nClasses);
  }
  fillPooled(atlas);
  return atlas;
}
