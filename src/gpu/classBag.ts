import type { BaggedSentence, ClassBag } from "../core/classBag.ts";
import { Failure } from "../core/failure.ts";
import type { PooledVector } from "./appendValues.ts";
import { vectorsBytes } from "./appendValues.ts";
import { submitPass, watched } from "./device.ts";
import { type BagPart, fitBags } from "./fitBags.ts";
import type { FitMachine } from "./gpuFit.ts";
import { bagVectors, firstPos, type PoolOptions } from "./poolValues.ts";
import type { GpuResidual } from "./scorer.ts";

/** The bag of a class on the GPU: per layer, [vector, dModel] in parts of as many whole vectors as a buffer may hold. */
export function createClassBag(machine: FitMachine, path: string, nVectors: number): ClassBag<GpuResidual> {
  const { device, recipe, kernels, pool, limits } = machine;
  const { nLayers, dModel } = recipe.model;
  const { pooling, center, prependBos } = recipe.options;
  const options: PoolOptions = { pooling, center, skipBos: prependBos };
  const perPart = Math.min(nVectors, Math.floor(limits.partBytes / (dModel * 4)));
  if (perPart < 1)
    throw new Failure(
      "no-webgpu",
      `The GPU's buffers of ${limits.partBytes} bytes hold no vector of ${dModel}.`,
    );
  const layers = new Map<number, BagPart[]>();
  let accepted: Promise<void>[] = [machine.ready];

  const partsOf = (layer: number): BagPart[] => {
    if (!(layer >= 0 && layer < nLayers)) throw new Error(`layer ${layer} of ${nLayers}`);
    const known = layers.get(layer);
    if (known) return known;
    const parts = Array.from({ length: Math.ceil(nVectors / perPart) }, (_, p) => {
      const count = Math.min(perPart, nVectors - p * perPart) * dModel;
      return { values: pool.take(`a class at layer ${layer}`, count * 4, GPUBufferUsage.STORAGE), count };
    });
    layers.set(layer, parts);
    return parts;
  };

  return {
    add({ layer, residPost }, sentences) {
      if (residPost.dModel !== dModel)
        throw new Error(`dModel ${residPost.dModel}, the recipe has ${dModel}`);
      const vectors = sentences.flatMap((sentence) => vectorsOf(sentence, options));
      const table = pool.take(
        "vectors",
        vectorsBytes(vectors.length),
        GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
      );
      const done = watched(device, `the values of a class at layer ${layer}`, () => {
        for (const [p, { values }] of partsOf(layer).entries()) {
          const inPart = vectors
            .filter(({ vector }) => Math.floor(vector / perPart) === p)
            .map((v) => ({ ...v, vector: v.vector - p * perPart }));
          if (inPart.length === 0) continue;
          submitPass(device, `values of layer ${layer}`, (pass) => {
            const { buffer } = residPost;
            kernels.appendValues.encode(
              pass,
              buffer,
              inPart,
              dModel,
              center,
              table,
              values,
              limits.maxGroups,
            );
          });
        }
      });
      pool.give(table);
      accepted.push(done.accepted);
    },

    async settled() {
      const before = accepted;
      accepted = [];
      await Promise.all([...before, device.queue.onSubmittedWorkDone()]);
    },

    async fitted() {
      await Promise.all(accepted);
      return fitBags(
        machine,
        path,
        Array.from({ length: nLayers }, (_, layer) => partsOf(layer)),
      );
    },

    dispose() {
      for (const parts of layers.values()) pool.give(...parts.map(({ values }) => values));
      layers.clear();
    },
  };
}

/** The vectors of a sentence, one after another from its first on. */
function vectorsOf(
  { row, nPos, batchPos, firstVector }: BaggedSentence,
  options: PoolOptions,
): PooledVector[] {
  const first = firstPos(nPos, options);
  return Array.from({ length: bagVectors(nPos, options) }, (_, k) => ({
    firstRow: row * batchPos + first + k,
    rows: options.pooling === "mean" ? nPos - first : 1,
    vector: firstVector + k,
  }));
}
