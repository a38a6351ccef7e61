import type { Fit } from "../core/api.ts";
import { formatBytes } from "./bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { pagedNote, residentLayers } from "./layerSessions.ts";
import { placeWeights } from "./weightLayout.ts";

/** What is known of a machine's memory. */
export interface Machine {
  /** Matrices are to be kept as F16 on its GPU, which can. */
  halfWeights?: boolean;
  /** GiB as browsers round it: 8 stands for 8 or more. Undefined where they don't tell. */
  deviceMemory?: number;
  /** Bytes that the person allows. */
  budget?: number;
}

/** A wasm32 heap ends at 4 GiB; what is not weights in it: the runtime, activations, a layer's copy on its way in. */
const WASM_HEAP = 2 ** 32;
const WASM_OTHER = 0.5 * 2 ** 30;

/** Bytes of weights that may stay open. */
export function budgetOf(backend: "wasm" | "webgpu", { deviceMemory, budget }: Machine): number {
  if (budget !== undefined) return budget;
  // a page that takes over half of a small machine is closed by its system
  const machine =
    deviceMemory !== undefined && deviceMemory < 8 ? deviceMemory * 2 ** 29 : Number.POSITIVE_INFINITY;
  return backend === "wasm" ? Math.min(WASM_HEAP - WASM_OTHER, machine) : machine;
}

/** Bytes of a checkpoint: as stored, and in sessions. */
export function bytesOf({ tensors }: Pick<Checkpoint, "tensors">) {
  const stored = (list: Checkpoint["tensors"]["embeddings"]) => list.reduce((n, t) => n + t.end - t.begin, 0);
  const floats = tensors.layers[0]!.reduce((n, t) => n + t.shape.reduce((a, b) => a * b, 1), 0);
  const layer = stored(tensors.layers[0]!);
  const layerHalf = placeWeights(tensors.layers[0]!, true).byteLength;
  const embedding = stored(tensors.embeddings);
  return {
    /** As stored. */
    layer,
    embedding,
    total: embedding + tensors.layers.reduce((n, list) => n + stored(list), 0),
    /** In a session, float32. */
    layerF32: 4 * floats,
    /** The same with matrices as F16. */
    layerHalf,
    /** All that is kept: layers in float32, the embedding as stored. */
    kept: embedding + 4 * floats * tensors.layers.length,
    keptHalf: embedding + layerHalf * tensors.layers.length,
  };
}

/** How a checkpoint fits a backend of a machine. */
export function fitOf(checkpoint: Checkpoint, backend: "wasm" | "webgpu", machine: Machine): Fit {
  const bytes = bytesOf(checkpoint);
  const { embedding } = bytes;
  const half = machine.halfWeights === true && backend === "webgpu";
  // F16 matrices of the layer that is computed are there in float32 besides
  const [layer, kept] = half
    ? [bytes.layerHalf, bytes.keptHalf + bytes.layerF32]
    : [bytes.layerF32, bytes.kept];
  const nLayers = checkpoint.tensors.layers.length;
  const budget = budgetOf(backend, machine);
  const stay = residentLayers(nLayers, layer, budget);
  const where = backend === "wasm" ? "memory" : "graphics memory";
  if (stay === nLayers) {
    const unknown =
      backend === "webgpu"
        ? " The browser doesn't tell how much there is; if it runs out, layers take turns."
        : "";
    return {
      how: "whole",
      memoryBytes: kept,
      reason: `It takes ${formatBytes(kept)} of ${where}.${unknown}`,
    };
  }
  const memoryBytes = embedding + (stay + 2) * layer;
  if (memoryBytes > budget + embedding) {
    return {
      how: "no",
      memoryBytes,
      reason: `Two of its layers take ${formatBytes(2 * layer)}, more than the ${formatBytes(budget)} that may be used.`,
    };
  }
  return { how: "paged", memoryBytes, reason: pagedNote(checkpoint.id, stay, nLayers) };
}
