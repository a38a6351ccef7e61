import { join } from "node:path";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import type { Recipe } from "../../src/core/atlas.ts";
import { parseDataset } from "../../src/core/dataset.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import { type Split, seededSplit } from "../../src/core/split.ts";
import { type BlockSource, openBlockSource } from "../../src/model/blockSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { tempFolder } from "./folder.ts";
import { tinyData } from "./tinyData.ts";
import { type TinyArchitecture, writeTinyModel } from "./tinyModel.ts";

export interface Experiment {
  source: BlockSource<Float32Array>;
  split: Split;
  recipe: Recipe;
}

const root = tempFolder();
let made = 0;

/** A tiny model on onnxruntime-node, tiny data, and the recipe of an atlas of both. */
export async function tinyExperiment(
  architecture: TinyArchitecture = "gpt2",
  options: Partial<FitOptions> = {},
): Promise<Experiment> {
  const folder = writeTinyModel(join(root, String(made++), "tiny"), architecture);
  const source = await openBlockSource(folderFiles(folder), nodeRuntime());
  const split = seededSplit(parseDataset(tinyData(), "tiny.json"), 1);
  const { id, nLayers, dModel, weightsSha256 } = source.shape;
  const nTrain = split.train.classes.reduce((n, c) => n + c.sentences.length, 0);
  const recipe: Recipe = {
    format: "tailscope-atlas",
    version: 1,
    model: { id, architecture, nLayers, dModel, weightsSha256 },
    data: { name: "tiny.json", sha256: "", nTrain, nTest: split.test.length, split: "seed 1" },
    options: { ...PUBLISHED, tailRule: { rule: "std", k: 1 }, ...options },
    classes: split.train.classes.map((c) => c.path),
  };
  return { source, split, recipe };
}
