import type { ModelEntry, ModelPlan } from "../src/core/api.ts";
import { type Atlas, readAtlas } from "../src/core/atlas.ts";
import { Failure } from "../src/core/failure.ts";
import type { Runtime } from "../src/model/blockSessions.ts";
import { openBlockSource } from "../src/model/blockSource.ts";
import { ATLAS_FILE } from "../src/model/catalogue.ts";
import { type Checkpoint, openCheckpoint } from "../src/model/checkpoint.ts";
import { type HubModelSettings, openHubModel } from "../src/model/hubModel.ts";
import { bytesOf, fitOf, type Machine } from "../src/model/memory.ts";
import type { ModelFiles } from "../src/model/modelFiles.ts";
import { formatModelRef, parseModelRef } from "../src/model/modelRef.ts";
import type { ModelSource, OpenOptions } from "../src/model/modelSource.ts";
import type { PartStore } from "../src/model/partStore.ts";
import { urlFiles } from "../src/model/urlFiles.ts";

/** What is known of a model before its weights are read. */
export type Outline = Pick<
  ModelPlan,
  | ("revision" | "architecture" | "nLayers" | "dModel" | "nHeads" | "nCtx" | "dVocab" | "bosTokenId")
  | ("dtype" | "weightsBytes" | "bytesPerLayer" | "fits")
>;

/** A model that was found, wherever it lies, and how it is opened. */
export interface FoundModel {
  id: string;
  kind: ModelEntry["kind"];
  title: string;
  /** Where its files come from, for people. */
  from: string;
  /** Its sizes, and how it fits a machine. */
  outline(machine: Machine): Promise<Outline>;
  /** Bytes that are still to be fetched, where that is known. */
  downloadBytes?: number;
  /** A graph that was exported, with its weights as they are. */
  exported?: boolean;
  /** The browser keeps what is downloaded. */
  cached: boolean;
  open<R>(runtime: Runtime<R>, options: OpenOptions): Promise<ModelSource<R>>;
  atlas?(): Promise<Atlas>;
  /** What keeping it as F16 costs, as measured when it was downloaded. */
  f16Error?(): Promise<number | undefined>;
  /** To be called when the last layer has come; gives what should be known, a sentence each. */
  loaded?(source: ModelSource<unknown>): Promise<string[]>;
}

/** One of the models beside the page, in `base`. Its files are fetched at once, while the runtime compiles. */
export function findShipped(id: string, base: string): FoundModel {
  let onBytes = (_: number) => {};
  const files = urlFiles(id, base, (n) => onBytes(n));
  for (const file of ["config.json", "tokenizer.json", "model.safetensors", ATLAS_FILE]) {
    files.read(file).catch(() => {}); // what fails is told where it is awaited
  }
  return {
    id,
    kind: "shipped",
    title: id,
    from: "shipped with this page",
    outline: async (machine) => outlineOf(await openCheckpoint(files), machine),
    cached: false,
    open(runtime, options) {
      onBytes = options.onBytes ?? onBytes;
      return openBlockSource(files, runtime, options);
    },
    async atlas() {
      const found = await files.read(ATLAS_FILE);
      if (!found) throw new Failure("bad-file", `${id} has no ${ATLAS_FILE}: fit one with the command line.`);
      return readAtlas(found, `${id}/${ATLAS_FILE}`);
    },
  };
}

/** A repository of the hub, through the cache. Reads its config and headers. */
export async function findOnHub(
  asked: string,
  store: PartStore | undefined,
  settings: HubModelSettings,
): Promise<FoundModel> {
  const notes: string[] = [];
  const ref = parseModelRef(asked);
  const id = formatModelRef(ref); // "gpt2" is listed by its whole name
  const model = await openHubModel(ref, store, { ...settings, onNote: (note) => notes.push(note) });
  const checkpoint = await openCheckpoint(model.files);
  const host = model.fromCache ? "this browser’s cache" : new URL(settings.endpoint).host;
  return {
    id,
    kind: "hub",
    title: id,
    from: `${host}, ${ref.repo}, commit ${model.commit}`,
    outline: async (machine) => outlineOf(checkpoint, machine),
    cached: store !== undefined,
    downloadBytes: await model.missing(checkpoint),
    open: (runtime, options) => openBlockSource(model.files, runtime, options),
    async loaded({ f16Error }) {
      await model.keep(checkpoint, f16Error);
      if (!store)
        notes.push(
          "This browser keeps no cache here (a private window?): next time the model is downloaded again.",
        );
      return notes;
    },
    f16Error: () => model.f16Error(),
  };
}

/** A folder or loose files in the Hugging Face layout, handed over by the person. */
export async function findOnDisk(id: string, files: ModelFiles): Promise<FoundModel> {
  const checkpoint = await openCheckpoint(files);
  return {
    id,
    kind: "disk",
    title: files.id,
    from: "files of this machine",
    outline: async (machine) => outlineOf(checkpoint, machine),
    cached: false,
    open: (runtime, options) => openBlockSource(files, runtime, options),
  };
}

function outlineOf(checkpoint: Checkpoint, machine: Machine): Outline {
  const { architecture, nLayers, dModel, nHeads, nCtx, dVocab, bosTokenId } = checkpoint.architecture;
  const { embeddings, layers } = checkpoint.tensors;
  const { total, layer } = bytesOf(checkpoint);
  return {
    ...(checkpoint.revision !== undefined && { revision: checkpoint.revision }),
    ...{ architecture, nLayers, dModel, nHeads, nCtx, dVocab, bosTokenId },
    dtype: [...new Set([...embeddings, ...layers.flat()].map(({ dtype }) => dtype))].join(", "),
    weightsBytes: total,
    bytesPerLayer: layer,
    fits: { wasm: fitOf(checkpoint, "wasm", machine), webgpu: fitOf(checkpoint, "webgpu", machine) },
  };
}
