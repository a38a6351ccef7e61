import type { BackendChoice, BackendStatus, LoadedModel, OpenedModel, Progress } from "../src/core/api.ts";
import { type Atlas, requireModel } from "../src/core/atlas.ts";
import { Failure, type FailureKind } from "../src/core/failure.ts";
import type { ActivationSource, Signal } from "../src/core/seams.ts";
import { createLab, type Lab } from "../src/engine/lab.ts";
import { shared } from "../src/engine/lock.ts";
import { noAtlas } from "../src/engine/noAtlas.ts";
import { chooseBackend } from "../src/model/chooseBackend.ts";
import { budgetOf, type Machine } from "../src/model/memory.ts";
import type { ModelSource } from "../src/model/modelSource.ts";
import type { FoundModel } from "./findModel.ts";
import { type Kit, wasmKit, webgpuKit } from "./kits.ts";
import { loadMeter } from "./loadMeter.ts";

/** An open model, its lab, and what is still coming. */
export interface OpenLab {
  readonly lab: Lab;
  readonly opened: OpenedModel;
  readonly found: FoundModel;
  readonly kit: Kit<unknown>;
  readonly source: ModelSource<unknown>;
  /** The same, a run at a time. */
  readonly shared: ActivationSource<unknown>;
  readonly loaded: Promise<LoadedModel>;
  /** Milliseconds from the start to the first and the last layer. */
  readonly ms: { firstLayer: number; lastLayer: number };
  /** Sentences a pass of an evaluation. */
  readonly batchSize: number;
  /** Puts another atlas in the place of the one it guesses with. @throws Failure("mismatch") */
  guessWith(atlas: Atlas, name: string): OpenedModel;
  close(): Promise<void>;
}

export interface OpenSettings {
  choice: BackendChoice;
  machine: Machine;
  onProgress: (progress: Progress) => void;
  signal: Signal;
}

/** What WASM may still do where WebGPU can't. */
const GPU_TROUBLE: readonly FailureKind[] = ["no-webgpu", "device-lost", "out-of-memory"];

/** Composes a model, a runtime and a backend into a lab. WebGPU that fails to start falls back to WASM and says so. */
export async function openLab(found: FoundModel, settings: OpenSettings): Promise<OpenLab> {
  const status = await chooseBackend(settings.choice);
  if (status.backend === "wasm") return openOn(found, status, await wasmKit(), settings);
  try {
    return await openOn(found, status, await webgpuKit(), settings);
  } catch (error) {
    if (error instanceof Failure && !GPU_TROUBLE.includes(error.kind)) throw error;
    const reason = `WebGPU could not be started (${(error as Error).message})`;
    const wasm: BackendStatus = { backend: "wasm", reason, threads: status.threads };
    return openOn(found, wasm, await wasmKit(), settings);
  }
}

async function openOn<R>(
  found: FoundModel,
  status: BackendStatus,
  kit: Kit<R>,
  { machine, onProgress, signal }: OpenSettings,
): Promise<OpenLab> {
  const start = performance.now();
  const ms = { firstLayer: 0, lastLayer: 0 };
  const meter = loadMeter(found, onProgress);
  const source = await found.open(kit.runtime, {
    budgetBytes: budgetOf(status.backend, machine),
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
    return await finish(source, found, status, kit, fitted, ms);
  } catch (error) {
    await source.release(); // what is refused after its sessions were opened must not keep them
    throw error;
  }
}

async function finish<R>(
  source: ModelSource<R>,
  found: FoundModel,
  status: BackendStatus,
  kit: Kit<R>,
  fitted: Atlas | undefined,
  ms: OpenLab["ms"],
): Promise<OpenLab> {
  const device = await kit.device();
  const inTurn = shared(source);
  const withAtlas = (atlas: Atlas | undefined) => {
    const used = atlas ?? noAtlas(source.shape);
    const backend = kit.backend(device, used, source.shape);
    return { backend, lab: createLab(inTurn, backend, used, atlas !== undefined), opened: describe(atlas) };
  };
  const describe = (atlas: Atlas | undefined): OpenedModel => ({
    shape: source.shape,
    status,
    kind: found.kind,
    nHeldOut: atlas?.recipe.data.nTest ?? 0,
    ...(atlas && { atlas: aboutAtlas(atlas) }),
    ...(source.taps && { taps: source.taps }),
  });
  let now = withAtlas(fitted);
  const loaded = source.loaded.then(async (model) => {
    if (fitted) requireModel(fitted, model.shape, `${found.id}’s atlas`);
    return { ...model, notes: [...model.notes, ...((await found.loaded?.(source)) ?? [])] };
  });
  loaded.catch(() => {}); // told to whoever asks
  if (found.kind === "shipped") await loaded; // small, and nothing is said before its atlas is known to be its own
  return {
    get lab() {
      return now.lab;
    },
    get opened() {
      return now.opened;
    },
    found,
    kit: kit as Kit<unknown>,
    source,
    shared: inTurn,
    loaded,
    ms,
    batchSize: kit.batchSize,
    guessWith(atlas, name) {
      requireModel(atlas, source.shape, name);
      const before = now;
      now = withAtlas(atlas);
      before.lab.stop();
      before.backend.dispose();
      return now.opened;
    },
    async close() {
      now.lab.stop();
      now.backend.dispose();
      await source.release();
    },
  };
}

function aboutAtlas({
  recipe: { classes, options, data, calibration },
}: Atlas): NonNullable<OpenedModel["atlas"]> {
  const { name: dataName, sha256: dataSha256, nTrain, split } = data;
  return { classes, options, dataName, dataSha256, nTrain, split, ...(calibration && { calibration }) };
}
