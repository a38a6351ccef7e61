import type { InferenceSession } from "onnxruntime-common";
import { Failure, throwIfAborted } from "../core/failure.ts";
import type { Signal } from "../core/seams.ts";
import type { Runtime } from "./blockSessions.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { deferred } from "./deferred.ts";
import { WEIGHTS_FILE } from "./graphBuilder.ts";
import { notHalved, packHalf } from "./halfWeights.ts";
import type { OpenOptions } from "./modelSource.ts";
import type { LayerWeights } from "./tensors.ts";

/** One session a layer: as many as the budget allows stay open, the others are opened and closed in turn. */
export interface LayerSessions {
  /** Runs `work` on a layer's session once the layer has come. A turn's session stays open until the turn after it has run. */
  use<T>(
    layer: number,
    signal: Signal | undefined,
    work: (session: InferenceSession) => Promise<T>,
  ): Promise<T>;
  /** The pass is over: closes what it opened for itself. */
  endPass(): Promise<void>;
  /** Layer 0 can run. */
  readonly firstLayer: Promise<void>;
  /** Layers that can't be F16, of those that have come so far. */
  inF32(): number[];
  /** All layers have come; how many of them stay open. */
  readonly loaded: Promise<{ residentLayers: number; notes: string[] }>;
  release(): Promise<void>;
}

export interface LayerSessionsOptions extends OpenOptions {
  /** Told of a layer's weights before their session owns them. */
  onWeights?: (layer: number, weights: LayerWeights) => Promise<void>;
}

/** The block graph over float32 weights, and over F16 matrices where these are wanted. */
export interface BlockGraphs {
  f32: Uint8Array;
  half?: Uint8Array;
}

/** What a session is made of. Its weights may lie in the memory that they were read into. */
interface Parts {
  graph: Uint8Array;
  data: Uint8Array<ArrayBuffer>;
}

/** In models of as many layers a second one's memory is little, and the next layer is read while one is opened. */
const DEEP = 24;

/** A turn's session stays until the next has run: two at once. */
const TURNS = 2;

/** Opens the checkpoint's blocks one after the other in the background. */
export function openLayerSessions(
  checkpoint: Checkpoint,
  runtime: Pick<Runtime<unknown>, "InferenceSession" | "options">,
  graphs: BlockGraphs,
  {
    budgetBytes = Number.POSITIVE_INFINITY,
    onDemand = false,
    onLayer,
    onBytes,
    onWeights,
    signal,
  }: LayerSessionsOptions = {},
): LayerSessions {
  const { nLayers } = checkpoint.architecture;
  const notes: string[] = [];
  const resident: InferenceSession[] = [];
  const turns: InferenceSession[] = [];
  const arrived = Array.from({ length: nLayers }, deferred);
  const stop = { aborted: false };
  const loading: Signal = {
    get aborted() {
      return stop.aborted || signal?.aborted === true;
    },
  };
  let keep = nLayers;

  // Memory of one layer's weights, used again and again: what is thrown away would lie about until it is collected.
  const rooms: Float32Array<ArrayBuffer>[] = [];
  const read = (layer: number, reading: Signal = loading) =>
    checkpoint.layerWeights(layer, { signal: reading, ...(onBytes && { onBytes }) }, rooms.pop());

  const inF32 = new Set<number>();
  const partsOf = (layer: number, { values }: LayerWeights): Parts => {
    const halved = graphs.half && packHalf(checkpoint.tensors.layers[layer]!, values);
    if (halved) return { graph: graphs.half!, data: halved };
    if (graphs.half) inF32.add(layer);
    return { graph: graphs.f32, data: new Uint8Array(values.buffer) };
  };

  const create = async ({ graph, data }: Parts): Promise<InferenceSession> => {
    const externalData = [{ path: WEIGHTS_FILE, data }];
    return runtime.InferenceSession.create(graph, { ...runtime.options, externalData });
  };

  /** A session, by closing others where memory has run out. */
  const createInTurn = async (layer: number, parts: Parts): Promise<InferenceSession> => {
    for (;;) {
      try {
        return await create(parts);
      } catch (error) {
        if (isDeviceLost(error)) throw error;
        if (resident.length === 0 && turns.length <= 1) throw outOfMemory(checkpoint.id, layer, error);
        if (turns.length > 1) await turns.shift()!.release();
        else await closeSome();
      }
    }
  };

  const closeSome = async () => {
    const n = Math.max(1, Math.ceil(resident.length / 8));
    for (const session of resident.splice(-n)) await session.release();
    keep = resident.length;
  };

  const load = async () => {
    if (onDemand) {
      keep = 0;
      for (const { resolve } of arrived) resolve();
      return { residentLayers: 0, notes };
    }
    const ahead = nLayers >= DEEP;
    let next: Promise<LayerWeights> | undefined;
    for (let layer = 0; layer < nLayers; layer++) {
      const weights: LayerWeights = await (next ?? read(layer));
      next = ahead && layer + 1 < nLayers ? read(layer + 1) : undefined;
      next?.catch(() => {}); // told when it is awaited
      throwIfAborted(loading);
      await onWeights?.(layer, weights);
      const parts = partsOf(layer, weights);
      if (layer === 0) keep = residentLayers(nLayers, parts.data.byteLength, budgetBytes);
      if (layer < keep) {
        try {
          resident.push(await create(parts));
        } catch (error) {
          if (isDeviceLost(error) || layer === 0)
            throw isDeviceLost(error) ? error : outOfMemory(checkpoint.id, layer, error);
          await closeSome();
          await closeSome(); // room for the turns
        }
      }
      rooms.push(weights.values);
      throwIfAborted(loading);
      arrived[layer]!.resolve();
      onLayer?.(layer, nLayers);
    }
    if (keep < nLayers) notes.push(pagedNote(checkpoint.id, keep, nLayers));
    else rooms.length = 0;
    notes.push(...notHalved(checkpoint.id, [...inF32]));
    return { residentLayers: keep, notes };
  };

  const close = async () => {
    for (const session of [...turns.splice(0), ...resident.splice(0)]) await session.release();
  };
  const loaded = load().catch(async (error: unknown) => {
    for (const { reject } of arrived) reject(error);
    await close();
    throw error;
  });
  loaded.catch(() => {});

  const endPass = async () => {
    for (const session of turns.splice(0)) await session.release();
  };
  return {
    firstLayer: arrived[0]!.promise,
    inF32: () => [...inF32],
    loaded,
    endPass,
    async use(layer, running, work) {
      await unlessAborted(arrived[layer]!.promise, running);
      const open = resident[layer];
      if (open) return work(open);
      const weights = await read(layer, running);
      turns.push(await createInTurn(layer, partsOf(layer, weights)));
      rooms.push(weights.values);
      const result = await work(turns.at(-1)!);
      while (turns.length >= TURNS) await turns.shift()!.release();
      return result;
    },
    async release() {
      stop.aborted = true;
      await loaded.catch(() => {});
      await close();
    },
  };
}

/** How many layers of `layerBytes` stay open under a budget: all, or what leaves room for two turns. */
export function residentLayers(nLayers: number, layerBytes: number, budgetBytes: number): number {
  if (nLayers * layerBytes <= budgetBytes) return nLayers;
  return Math.max(0, Math.min(nLayers, Math.floor(budgetBytes / layerBytes) - TURNS));
}

export function pagedNote(id: string, resident: number, nLayers: number): string {
  return `${id} does not fit into memory whole: ${resident} of its ${nLayers} layers stay open, the others are opened and closed in turn, which is slower.`;
}

/** Waits for a layer without missing that something newer was asked for. */
async function unlessAborted(layer: Promise<void>, signal: Signal | undefined): Promise<void> {
  if (!signal) return layer;
  let here = false;
  const done = layer.finally(() => {
    here = true;
  });
  done.catch(() => {});
  while (!here) {
    throwIfAborted(signal);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 25))]);
  }
  throwIfAborted(signal);
  return done;
}

function isDeviceLost(error: unknown): boolean {
  return (
    (error instanceof Failure && error.kind === "device-lost") ||
    /device (was |is )?lost/i.test(String(error))
  );
}

function outOfMemory(id: string, layer: number, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure(
    "out-of-memory",
    `Layer ${layer} of ${id} could not be opened (${why.slice(0, 200)}): close other models and tabs, or take a smaller one.`,
  );
}
