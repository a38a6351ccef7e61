import { describe, expect, it } from "vitest";
import tensorsUrl from "../../../shared/reference/experiment/experiment.safetensors?url";
import type { Recipe } from "../../src/core/atlas.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { fitBags } from "../../src/gpu/fitBags.ts";
import { createFitMachine } from "../../src/gpu/gpuFit.ts";
import { gpu, uploaded } from "../gpu/support.ts";
import { maxRelativeError } from "../support/close.ts";
import { readTensors } from "../support/tensors.ts";

const t = readTensors(new Uint8Array(await (await fetch(tensorsUrl)).arrayBuffer()));
const [nClasses, nLayers, dModel, nTrain] = [12, 3, 384, 30];

/** train is [class, sentence, layer, dModel]: the values of one class × layer. */
function trainValues(c: number, layer: number): Float32Array {
  const values = new Float32Array(nTrain * dModel);
  for (let s = 0; s < nTrain; s++) {
    const start = ((c * nTrain + s) * nLayers + layer) * dModel;
    values.set(t.train!.data.subarray(start, start + dModel), s * dModel);
  }
  return values;
}

/** The rows of all classes × layers, fitted class by class; bags in parts of `sentences`. */
async function fitted(sentences: number) {
  const machine = createFitMachine(gpu, { options: PUBLISHED } as Recipe);
  const rows = [];
  for (let c = 0; c < nClasses; c++) {
    const bags = Array.from({ length: nLayers }, (_, layer) => {
      const values = trainValues(c, layer);
      return Array.from({ length: Math.ceil(nTrain / sentences) }, (_, p) => {
        const part = values.subarray(p * sentences * dModel, (p + 1) * sentences * dModel);
        return { values: uploaded(part, 64), count: part.length };
      });
    });
    rows.push(...(await fitBags(machine, `class ${c}`, bags)));
  }
  return rows;
}

describe("the small experiment made by the study's own code, fitted on the GPU", () => {
  it.each([30, 13])(
    "has its grids, densities, moments and cut-offs, %i sentences a part",
    async (sentences) => {
      const rows = await fitted(sentences);
      expect(rows).toHaveLength(nClasses * nLayers);
      for (const [row, { density, moments, cutoffs }] of rows.entries()) {
        expect(density.grid).toEqual(t.grid!.data.subarray(row * 1000, (row + 1) * 1000));
        const reference = t.density!.data.subarray(row * 1000, (row + 1) * 1000);
        expect(maxRelativeError(density.y, reference, (e) => e > 1e-9).error).toBeLessThan(1e-4);
        expect([cutoffs.left, cutoffs.right]).toEqual([
          ...t.tail_cutoffs!.data.subarray(2 * row, 2 * row + 2),
        ]);
        expect(Math.abs(moments.mean - t.mean!.data[row]!)).toBeLessThan(1e-6 * moments.std); // the study's is float32
        expect(Math.abs(moments.std / t.std!.data[row]! - 1)).toBeLessThan(1e-6);
      }
    },
  );
});
