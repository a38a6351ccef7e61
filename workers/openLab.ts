import type { BackendChoice, BackendStatus, LoadedModel, OpenedModel, Progress } from "../src/core/api.ts";
import { type Atlas, requireModel } from "../src/core/atlas.ts";
import { Failure, type FailureKind } from "../src/core/failure.ts";
import type { ActivationSource, Backend, Signal } from "../src/core/seams.ts";
import { createLab, type Lab } from "../src/engine/lab.ts";
import { shared } from "../src/engine/lock.ts";
import { noAtlas } from "../src/engine/noAtlas.ts";
import { chooseBackend } from "../src/model/chooseBackend.ts";
import { budgetOf, type Machine } from "../src/model/memory.ts";
import type { ModelSource } from "../src/model/modelSource.ts";
import { abandonWebgpuRuntime } from "../src/model/webRuntime.ts";
import type { FoundModel } from "./findModel.ts";
import { type GpuLoss, isGpuTrouble, type LossLog, NO_LOSS, watchLoss } from "./gpuLoss.ts";
import { type HalfWish, halfChoice, roundedNote } from "./halfChoice.ts";
import { type Kit, wasmKit, webgpuKit } from "./kits.ts";
import { loadMeter } from "./loadMeter.ts";
import { untilLost } from "./untilLost.ts";

/** An open model, its lab, and what is still coming. */
export interface OpenLab {
  readonly lab: Lab;
  readonly opened: OpenedModel;
  /** What the lab scores with; `guesses` is false where the atlas is none. */
  readonly scoring: { backend: Backend<unknown>; atlas: Atlas; guesses: boolean };
  readonly found: FoundModel;
  readonly kit: Kit<unknown>;
  readonly source: ModelSource<unknown>;
  /** The same, a run at a time, which ends when the device is lost. */
  readonly shared: ActivationSource<unknown>;
  readonly loaded: Promise<LoadedModel>;
  /** What becomes of its GPU. */
  readonly loss: GpuLoss;
  /** Milliseconds from the start to the first and the last layer. */
  readonly ms: { firstLayer: number; lastLayer: number };
  /** Sentences a pass of an evaluation. */
  readonly batchSize: number;
  /** Puts another atlas in the place of the one it guesses with. @throws Failure("mismatch") */
  guessWith(atlas: Atlas, name: string): OpenedModel;
  close(): Promise<void>;
}

export interface OpenSettings extends HalfWish {
  choice: BackendChoice;
  machine: Machine;
  onProgress: (progress: Progress) => void;
  signal: Signal;
  /** When the GPU was lost before; a loss while opening is noted. */
  losses: LossLog;
  /** Told of a loss while opening. */
  onLoss: () => void;
  /** Takes WASM whatever was chosen, for this reason. */
  wasmBecause?: string;
}

export const LOST_TWICE = "the GPU was lost twice within a minute";

/** What WASM may still do where WebGPU can't. */
const GPU_TROUBLE: readonly FailureKind[] = ["no-webgpu", "device-lost", "out-of-memory"];

/**
 * Composes a model, a runtime and a backend into a lab. WebGPU that is lost on the way is tried once more; where it fails to start
 * WASM takes its place and says so.
 */
export async function openLab(found: FoundModel, settings: OpenSettings): Promise<OpenLab> {
  const status = await chooseBackend(settings.wasmBecause === undefined ? settings.choice : "wasm");
  const onWasm = async (reason: string) => {
    const { adapter, threads } = status;
    const wasm: BackendStatus = {
      backend: "wasm",
      reason,
      threads,
      ...(adapter !== undefined && { adapter }),
    };
    return openOn(found, wasm, await wasmKit(), settings);
  };
  if (status.backend === "wasm") return onWasm(settings.wasmBecause ?? status.reason);
  for (;;) {
    try {
      return await openOn(found, status, await webgpuKit(), settings);
    } catch (error) {
      if (error instanceof Failure && !GPU_TROUBLE.includes(error.kind)) throw error;
      const words = (error as Error).message;
      const isLost = error instanceof Failure ? error.kind === "device-lost" : isGpuTrouble(words);
      if (!isLost) return onWasm(`WebGPU could not be started (${words})`);
      abandonWebgpuRuntime(); // who knows what of it is still open
      const again = settings.losses.mayTryAgain();
      settings.onLoss();
      if (!again) return onWasm(LOST_TWICE);
    }
  }
}

async function openOn<R>(
  found: FoundModel,
  status: BackendStatus,
  kit: Kit<R>,
  settings: OpenSettings,
): Promise<OpenLab> {
  const { machine, onProgress, signal } = settings;
  const half = await halfChoice(found, status, settings);
  const start = performance.now();
  const ms = { firstLayer: 0, lastLayer: 0 };
  const meter = loadMeter(found, onProgress);
  const source = await found.open(kit.runtime, {
    budgetBytes: budgetOf(status.backend, machine),
    halfWeights: half.state === "on",
    onBytes: meter.onBytes,
    onLayer(layer, nLayers) {
      if (layer === 0) ms.firstLayer = performance.now() - start;
      ms.lastLayer = performance.now() - start;
      meter.onLayer(layer, nLayers);
    },
    signal,
  });
  try {
    const fitted = await found.atlas?.();
    if (fitted) requireModel(fitted, source.shape, `${found.id}’s atlas`);
    await source.firstLayer;
    const lab = await finish(source, found, { status, half }, kit, fitted, ms);
    if (lab.loss.failure) throw lab.loss.failure;
    return lab;
  } catch (error) {
    await source.release(); // what is refused after its sessions were opened must not keep them
    throw error;
  }
}

async function finish<R>(
  source: ModelSource<R>,
  found: FoundModel,
  place: Pick<OpenedModel, "status" | "half">,
  kit: Kit<R>,
  fitted: Atlas | undefined,
  ms: OpenLab["ms"],
): Promise<OpenLab> {
  const device = await kit.device();
  const loss = device ? watchLoss(device) : NO_LOSS;
  const inTurn = shared(untilLost(source, loss));
  const withAtlas = (atlas: Atlas | undefined) => {
    const used = atlas ?? noAtlas(source.shape);
    const backend = kit.backend(device, used, source.shape);
    const guesses = atlas !== undefined;
    const scoring = { backend: backend as Backend<unknown>, atlas: used, guesses };
    return { scoring, lab: createLab(inTurn, backend, used, guesses), opened: describe(atlas) };
  };
  const describe = (atlas: Atlas | undefined): OpenedModel => ({
    shape: source.shape,
    ...place,
    kind: found.kind,
    nHeldOut: atlas?.recipe.data.nTest ?? 0,
    ...(atlas && { atlas: aboutAtlas(atlas) }),
    ...(source.taps && { taps: source.taps }),
  });
  let now = withAtlas(fitted);
  const loaded = source.loaded.then(async (model) => {
    if (fitted) requireModel(fitted, model.shape, `${found.id}’s atlas`);
    return {
      ...model,
      notes: [...model.notes, ...roundedNote(source.half), ...((await found.loaded?.(source)) ?? [])],
    };
  });
  loaded.catch(() => {}); // told to whoever asks
  if (found.kind === "shipped") await orLost(loaded, loss); // small, and nothing is said before its atlas is known to be its own
  return {
    get lab() {
      return now.lab;
    },
    get opened() {
      return now.opened;
    },
    get scoring() {
      return now.scoring;
    },
    found,
    kit: kit as Kit<unknown>,
    source,
    shared: inTurn,
    loaded,
    loss,
    ms,
    batchSize: kit.batchSize,
    guessWith(atlas, name) {
      requireModel(atlas, source.shape, name);
      const before = now;
      now = withAtlas(atlas);
      before.lab.stop();
      before.scoring.backend.dispose();
      return now.opened;
    },
    async close() {
      loss.stop();
      now.lab.stop();
      now.scoring.backend.dispose();
      await source.release();
    },
  };
}

/** What `work` gives, unless the device is lost before. */
export function orLost<T>(work: Promise<T>, loss: GpuLoss): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = loss.onLost(reject);
    work.then(resolve, reject).finally(leave);
  });
}

function aboutAtlas({
  recipe: { classes, options, data, calibration },
}: Atlas): NonNullable<OpenedModel["atlas"]> {
  const { name: dataName, sha256: dataSha256, nTrain, split } = data;
  return { classes, options, dataName, dataSha256, nTrain, split, ...(calibration && { calibration }) };
}
