import { join } from "node:path";
import { expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import {
  type Atlas,
  cutoffsOf,
  densityRow,
  type Recipe,
  readAtlas,
  writeAtlas,
} from "../../src/core/atlas.ts";
import { readShare, shareMerger, writeShare } from "../../src/core/atlasShare.ts";
import { classesOfShare } from "../../src/core/fitShare.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { fit, fitShare } from "../../src/engine/fit.ts";
import { classRowsStore } from "../../src/model/cache/classRowsStore.ts";
import { maxRelativeError } from "../support/close.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { sharedBytes, sharedJson } from "../support/shared.ts";
import { readTensors } from "../support/tensors.ts";

const t = readTensors(sharedBytes("reference/experiment/experiment.safetensors"));
const { classes } = sharedJson<{ classes: string[][] }>("reference/experiment/experiment.json");
const [nClasses, nLayers, dModel, nTrain] = [12, 3, 384, 30];
const root = tempFolder();

/** A model whose text is a number: the sentence's place in the experiment's train [class, sentence, layer, dModel]. */
const source: ActivationSource<{ there: Float32Array }> = {
  shape: {
    id: "experiment",
    architecture: "gpt2",
    nLayers,
    dModel,
    nHeads: 1,
    nCtx: 1,
    dVocab: nClasses * nTrain,
    weightsSha256: "",
  },
  tokenize: (text) => ({ ids: [Number(text)], texts: [text], cut: 0 }),
  async *run(batch) {
    for (let layer = 0; layer < nLayers; layer++) {
      const there = new Float32Array(batch.length * dModel);
      batch.forEach(([place], row) => {
        const from = (place! * nLayers + layer) * dModel;
        there.set(t.train!.data.subarray(from, from + dModel), row * dModel);
      });
      yield { layer, residPost: { there } };
    }
  },
};
const train = {
  classes: classes.map((path, c) => ({
    path,
    sentences: Array.from({ length: nTrain }, (_, s) => String(c * nTrain + s)),
  })),
};
const recipe: Recipe = {
  format: "tailscope-atlas",
  version: 1,
  model: { id: "experiment", architecture: "gpt2", nLayers, dModel, weightsSha256: "" },
  data: { name: "experiment", sha256: "", nTrain: nClasses * nTrain, nTest: 0, split: "its own" },
  options: { ...PUBLISHED, center: false, prependBos: false }, // its values are centred
  classes,
};
const toArray = async ({ there }: { there: Float32Array }, length: number) => there.slice(0, length);

function expectReference(atlas: Atlas) {
  for (let row = 0; row < nClasses * nLayers; row++) {
    const [c, layer] = [Math.floor(row / nLayers), row % nLayers];
    const { left, right } = cutoffsOf(atlas, c, layer);
    expect([left, right]).toEqual([...t.tail_cutoffs!.data.subarray(2 * row, 2 * row + 2)]);
    const grid = t.grid!.data.subarray(row * 1000, (row + 1) * 1000);
    expect([atlas.gridMin[row], atlas.gridMax[row]]).toEqual([grid[0], grid[999]]);
    const density = t.density!.data.subarray(row * 1000, (row + 1) * 1000);
    const error = maxRelativeError(densityRow(atlas, c, layer), density, (e) => e > 1e-9).error;
    expect(error).toBeLessThan(1e-4);
    expect(atlas.count[row]).toBe(nTrain * dModel);
  }
}

it("a fit, one paused and gone on with, and shares merged give the experiment's numbers, and the same bytes", async () => {
  const whole = writeAtlas(await fit(source, train, recipe, { toArray }));
  expectReference(readAtlas(whole, "whole"));

  const store = await classRowsStore(diskStore(join(root, "fit")), recipe);
  const pause = { aborted: true };
  expect(await refusal(() => fit(source, train, recipe, { toArray, store, pause }))).toMatch(/: 0 of 12/);
  await fitShare(source, train, recipe, [4, 9, 2], { toArray, store });
  expect(writeAtlas(await fit(source, train, recipe, { toArray, store }))).toEqual(whole);

  const merger = shareMerger();
  for (const i of [3, 5, 1, 2, 4]) {
    const share = await fitShare(source, train, recipe, classesOfShare(nClasses, i, 5), { toArray });
    merger.add(readShare(writeShare(share), `${i}`), `${i}`);
  }
  expect(writeAtlas(merger.atlas())).toEqual(whole);
});
