import type { Runtime } from "../../../src/model/blockSessions.ts";
import { openBlockSource } from "../../../src/model/blockSource.ts";
import { openCheckpoint } from "../../../src/model/checkpoint.ts";
import { bytesOf } from "../../../src/model/memory.ts";
import type { ModelFiles } from "../../../src/model/modelFiles.ts";

export interface Asked {
  nTokens: number;
  /** Passes to time; fewer where they take longer than `seconds` together, but three at least. */
  rounds: number;
  seconds: number;
  /** Bytes of weights that may stay open. */
  budgetBytes?: number;
}

export interface Measured {
  /** Milliseconds from nothing but the repository's name to a first layer that can run, and to the last. */
  firstLayer: number;
  lastLayer: number;
  nLayers: number;
  residentLayers: number;
  /** Of what stays open: weights in float32, embeddings as stored. */
  keptBytes: number;
  notes: string[];
  /** Milliseconds of each pass of `nTokens`. */
  passes: number[];
}

/** Opens a model as every composition root does, then runs it. `onLoaded` is told between the two. */
export async function measureModel<R>(
  openFiles: () => Promise<ModelFiles>,
  runtime: Runtime<R>,
  { nTokens, rounds, seconds, budgetBytes }: Asked,
  onLoaded: () => void | Promise<void>,
): Promise<Measured> {
  const start = performance.now();
  const files = await openFiles();
  const source = await openBlockSource(files, runtime, budgetBytes === undefined ? {} : { budgetBytes });
  await source.firstLayer;
  const firstLayer = performance.now() - start;
  const { residentLayers, notes } = await source.loaded;
  const lastLayer = performance.now() - start;
  await onLoaded();
  const { nLayers } = source.shape;
  const ids = tokenIds(nTokens, source.shape.dVocab);
  const pass = async () => {
    const began = performance.now();
    for await (const _ of source.run([ids]));
    return performance.now() - began;
  };
  await pass(); // the first one warms up
  const passes: number[] = [];
  for (let spent = 0; passes.length < rounds && (passes.length < 3 || spent < 1000 * seconds); ) {
    passes.push(await pass());
    spent += passes.at(-1)!;
  }
  await source.release();
  const { layerF32, embedding } = bytesOf(await openCheckpoint(files));
  const keptBytes = embedding + residentLayers * layerF32;
  return { firstLayer, lastLayer, nLayers, residentLayers, keptBytes, notes, passes };
}

export const tokenIds = (n: number, dVocab: number): number[] =>
  Array.from({ length: n }, (_, i) => (i * 37) % dVocab);
