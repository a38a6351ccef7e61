import type { BackendStatus } from "./api.ts";
import type { KernelTimes } from "./kernelTimes.ts";
import type { ModelShape } from "./seams.ts";

// Models as they cross between the page and its worker.

/**
 * A model on offer. `id` is what `plan` and `open` take: "mini-gpt2" (shipped), "owner/name" or "owner/name@revision" (hub),
 * "disk:name" (a folder, loose files or an .onnx that the person has handed over).
 */
export interface ModelEntry {
  id: string;
  title: string;
  kind: "shipped" | "hub" | "disk";
  /** All that is needed lies in this browser's cache, or beside the page. */
  offline: boolean;
  /** Its size, in words, where that is known before it is looked at. */
  about?: string;
}

/** As much of a Blob as is needed: a file of the person's, read in slices. */
export interface HandedBlob {
  readonly size: number;
  slice(begin?: number, end?: number): HandedBlob;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file handed over; `path` is relative to what was dropped or picked, with `/` between folders. */
export interface HandedFile {
  path: string;
  file: HandedBlob;
}

/** Where models are downloaded from and how they are kept. The token stays in memory. */
export interface HubSettings {
  /** Base address, no slash at its end: https://huggingface.co, or a mirror. */
  endpoint: string;
  /** For gated repositories; empty: none. Sent to the endpoint's own host and no other. */
  token: string;
  /** Keep F32 weights as F16 in the cache: half the bytes, not the same numbers. */
  storeF16: boolean;
  /** Bytes of memory that a model may take, where the person wants another bound than the machine's. */
  memoryBudget?: number;
}

/** How a model fits one backend of this machine. */
export interface Fit {
  how: "whole" | "paged" | "no";
  /** Bytes that opening it takes: weights in float32 and the embedding as stored; paged: what stays open. */
  memoryBytes: number;
  /** A sentence for people. */
  reason: string;
}

/** What opening a model would take, told before anything large is fetched. */
export interface ModelPlan {
  id: string;
  title: string;
  kind: ModelEntry["kind"];
  /** The commit that would be read. */
  revision?: string;
  architecture: ModelShape["architecture"];
  nLayers: number;
  dModel: number;
  nHeads: number;
  nCtx: number;
  dVocab: number;
  bosTokenId: number;
  /** Element type that the weights are stored as: "F32", "F16", "BF16", or several. */
  dtype: string;
  /** Of the tensors that are used, as stored. */
  weightsBytes: number;
  bytesPerLayer: number;
  /** Of them, still to be downloaded. */
  downloadBytes: number;
  fits: Record<BackendStatus["backend"], Fit>;
  /** Revisions that are steps of its training, in order, where it has them. */
  steps?: string[];
  /** Bytes that the browser's storage still takes, where it tells; undefined for models that are not cached. */
  storageRoom?: number;
  /** What else should be known before opening it, a sentence each. */
  notes: string[];
}

/** A model in the cache. */
export interface CachedModel {
  repo: string;
  commit: string;
  /** The branches and tags that were asked for and led to this commit. */
  revisions: string[];
  bytes: number;
  /** Everything that a model needs is there. */
  complete: boolean;
  /** Kept as F16 although the repository has F32. */
  asF16: boolean;
}

export interface CacheReport {
  models: CachedModel[];
  /** Bytes in use and still free, where the browser tells. */
  used: number;
  room?: number;
  /** The browser has promised not to clear it by itself. */
  persistent: boolean;
}

/** A graph's value that is taken for a layer's residual stream. */
export interface Tap {
  layer: number;
  /** Name of the value in the graph. */
  value: string;
}

/** What was found in an .onnx file. */
export interface TapList {
  taps: Tap[];
  /** Every value that could be a layer's residual stream, in graph order. */
  candidates: string[];
}

/** How a loaded model was checked and what it takes; the panel shows it and it is copied as a report. */
export interface SelfCheck {
  model: string;
  revision?: string;
  source: string;
  backend: string;
  reason: string;
  adapter?: string;
  threads: number;
  /** Element type of the weights as read, and that they are computed in. */
  dtype: string;
  computedIn: string;
  /** Matrices are F16 on the GPU: whether they were read so, and layers that can't be. */
  half?: { exact: boolean; inF32: number[] };
  weightsSha256: string;
  nLayers: number;
  dModel: number;
  /** The sentence that was run. */
  probe: string;
  nTokens: number;
  /**
   * Greatest |difference| of the active backend from WASM over a layer's greatest |value|, worst layer; undefined where WASM
   * is the active backend and there is nothing to compare it with.
   */
  maxError?: number;
  /** The same of weights kept as F16 from those kept as F32, where the model is kept so and it was measured. */
  f16Error?: number;
  /** Layer whose error is greatest. */
  worstLayer?: number;
  /** A sentence: passed, failed and what to do, or why it was not compared. */
  verdict: string;
  passed: boolean;
  ms: { firstLayer: number; lastLayer: number; probe: number };
  /** Milliseconds a layer of the model itself took in the probe, its way back to the CPU included; by the computer's clock. */
  layerMs: { median: number; slowest: number; slowestLayer: number };
  /** What was done with the probe's layers as with a typed sentence's; absent where their values are not finite. */
  kernels?: KernelTimes;
  memory: { weightsBytes: number; residentLayers: number; paged: boolean; heapBytes?: number };
  userAgent: string;
  version: string;
}
