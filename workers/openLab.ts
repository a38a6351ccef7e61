import type { BackendChoice, BackendStatus, OpenedModel, Progress } from "../src/core/api.ts";
import { readAtlas, requireModel } from "../src/core/atlas.ts";
import { Failure } from "../src/core/failure.ts";
import { cpuBackend } from "../src/engine/cpuBackend.ts";
import { createLab, type Lab } from "../src/engine/lab.ts";
import { createWebgpuBackend } from "../src/gpu/webgpuBackend.ts";
import { type BlockSource, openBlockSource } from "../src/model/blockSource.ts";
import { ATLAS_FILE } from "../src/model/catalogue.ts";
import { chooseBackend } from "../src/model/chooseBackend.ts";
import { urlFiles } from "../src/model/urlFiles.ts";
import { wasmRuntime, webgpuRuntime } from "../src/model/webRuntime.ts";

export interface OpenLab {
  lab: Lab;
  opened: OpenedModel;
  /** Sentences a pass of an evaluation. */
  batchSize: number;
  close(): Promise<void>;
}

/** Composes a model's folder, a runtime and a backend into a lab. WebGPU that fails to start falls back to WASM and says so. */
export async function openLab(
  id: string,
  base: string,
  choice: BackendChoice,
  onProgress: (progress: Progress) => void,
): Promise<OpenLab> {
  const status = await chooseBackend(choice);
  if (status.backend === "wasm") return openOn(id, base, status, onProgress);
  try {
    return await openOn(id, base, status, onProgress);
  } catch (error) {
    if (error instanceof Failure && error.kind !== "no-webgpu" && error.kind !== "device-lost") throw error;
    const reason = `WebGPU could not be started (${(error as Error).message})`;
    return openOn(id, base, { backend: "wasm", reason, threads: status.threads }, onProgress);
  }
}

async function openOn(
  id: string,
  base: string,
  status: BackendStatus,
  onProgress: (progress: Progress) => void,
): Promise<OpenLab> {
  let bytes = 0;
  const files = urlFiles(id, base, (n) => {
    bytes += n;
    onProgress({ label: `Loading ${id}: ${(bytes / 1e6).toFixed(1)} MB`, fraction: 0 });
  });
  const onLayer = (layer: number, nLayers: number) =>
    onProgress({ label: `Opening layer ${layer + 1} of ${nLayers}`, fraction: (layer + 1) / nLayers });
  for (const file of ["config.json", "tokenizer.json", "model.safetensors", ATLAS_FILE]) {
    files.read(file).catch(() => {}); // on their way while the runtime compiles; what fails is told where it is awaited
  }
  const readIt = async (source: BlockSource<unknown>) => {
    const found = await files.read(ATLAS_FILE);
    if (!found) throw new Failure("bad-file", `${id} has no ${ATLAS_FILE}: fit one with the command line.`);
    const atlas = readAtlas(found, `${id}/${ATLAS_FILE}`);
    requireModel(atlas, source.shape, `${id}/${ATLAS_FILE}`);
    return atlas;
  };

  if (status.backend === "wasm") {
    const source = await openBlockSource(files, await wasmRuntime(), onLayer);
    return orRelease(source, async () => {
      const atlas = await readIt(source);
      return finish(source, createLab(source, cpuBackend(atlas), atlas), atlas.recipe, status, 8);
    });
  }
  const runtime = await webgpuRuntime();
  const source = await openBlockSource(files, runtime, onLayer);
  return orRelease(source, async () => {
    const atlas = await readIt(source);
    const backend = createWebgpuBackend(await runtime.device(), atlas, source.shape);
    const lab = createLab(source, backend, atlas);
    return finish(source, lab, atlas.recipe, status, 16, () => backend.dispose());
  });
}

/** What is refused after its sessions were opened must not keep them. */
async function orRelease<T>(source: BlockSource<unknown>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await source.release();
    throw error;
  }
}

function finish(
  source: BlockSource<unknown>,
  lab: Lab,
  { classes, options, data }: ReturnType<typeof readAtlas>["recipe"],
  status: BackendStatus,
  batchSize: number,
  dispose: () => void = () => {},
): OpenLab {
  return {
    lab,
    batchSize,
    opened: {
      shape: source.shape,
      status,
      atlas: {
        classes,
        options,
        dataName: data.name,
        dataSha256: data.sha256,
        nTrain: data.nTrain,
        split: data.split,
      },
      nHeldOut: data.nTest,
    },
    async close() {
      lab.stop();
      dispose();
      await source.release();
    },
  };
}
