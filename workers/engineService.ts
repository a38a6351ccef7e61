import type { EngineApi, HandedFile, HubSettings, ModelEntry, Tap } from "../src/core/api.ts";
import { readAtlas } from "../src/core/atlas.ts";
import { Failure } from "../src/core/failure.ts";
import { blobFiles } from "../src/model/blobFiles.ts";
import { removeCached } from "../src/model/cache/library.ts";
import { opfsStore } from "../src/model/cache/opfsStore.ts";
import { SHIPPED } from "../src/model/catalogue.ts";
import { DEFAULT_ENDPOINT, parseEndpoint } from "../src/model/hub/endpoint.ts";
import type { Machine } from "../src/model/memory.ts";
import { createAtlasShelf } from "./atlasShelf.ts";
import { cacheReport } from "./cacheReport.ts";
import { createDataHolder } from "./data.ts";
import { type FoundModel, findOnDisk, findOnHub, findShipped } from "./findModel.ts";
import { findOnnx, onnxFile } from "./findOnnx.ts";
import { createFitting } from "./fitting.ts";
import { heldOutOf, NO_HELD_OUT, profileData } from "./heldOut.ts";
import { listModels } from "./listModels.ts";
import { type OpenLab, openLab } from "./openLab.ts";
import { planModel } from "./planModel.ts";
import { selfCheck } from "./selfCheck.ts";

/** Sentences a pass of a profile, which runs by itself while people type: small, because typing waits for a pass. */
const PROFILE_BATCH = 4;

/** The engine behind the page: at most one open model, reached by plain calls. `models`: address of the shipped models' folder. */
export function createEngine(models: string): EngineApi {
  const store = opfsStore();
  const shelf = createAtlasShelf(opfsStore("tailscope-atlases"));
  const fitting = createFitting(opfsStore("tailscope-fits"));
  const data = createDataHolder();
  let hub: HubSettings = { endpoint: DEFAULT_ENDPOINT, token: "", storeF16: false };
  const handed = new Map<string, { entry: ModelEntry; files: HandedFile[]; taps?: Tap[] }>();
  let current: Promise<OpenLab> | undefined;
  let opening = { aborted: false };

  const opened = async () => {
    if (!current) throw new Failure("usage", "No model is open yet.");
    return current;
  };
  const machine = (): Machine => {
    const { deviceMemory } = navigator as { deviceMemory?: number };
    const { memoryBudget } = hub;
    return {
      ...(deviceMemory !== undefined && { deviceMemory }),
      ...(memoryBudget !== undefined && { budget: memoryBudget }),
    };
  };
  const find = async (id: string, signal?: { aborted: boolean }): Promise<FoundModel> => {
    if (SHIPPED.some((model) => model.id === id)) return findShipped(id, new URL(id, models).href);
    if (!id.startsWith("disk:")) return findOnHub(id, await store, { ...hub, ...(signal && { signal }) });
    const { entry, files, taps } = handed.get(id) ?? {};
    if (!entry) throw new Failure("usage", `${id.slice(5)} is not here any more: drop it on the page again.`);
    const onnx = onnxFile(files!);
    return onnx ? findOnnx(entry, files!, onnx, taps) : findOnDisk(id, blobFiles(entry.title, files!));
  };

  return {
    models: async () =>
      listModels(
        await store,
        [...handed.values()].map(({ entry }) => entry),
      ),
    async setHub(settings) {
      hub = { ...settings, endpoint: parseEndpoint(settings.endpoint) };
    },
    async plan(id) {
      const found = await find(id);
      return planModel(found, await store, machine(), hub.storeF16);
    },
    async open(id, choice, onProgress) {
      const before = current;
      opening.aborted = true;
      const signal = { aborted: false };
      opening = signal;
      const next = (async () => {
        const old = await before?.catch(() => undefined);
        await old?.close();
        const found = await find(id, signal);
        return openLab(found, { choice, machine: machine(), onProgress, signal });
      })();
      current = next;
      return (await next).opened;
    },
    loaded: async () => (await opened()).loaded,
    async cancelOpen() {
      opening.aborted = true;
    },
    selfCheck: async (onProgress) => selfCheck(await opened(), onProgress),
    async addFiles(name, files) {
      const id = `disk:${name}`;
      const entry: ModelEntry = { id, title: name, kind: "disk", offline: true };
      if (!onnxFile(files) && !files.some(({ path }) => /(^|\/)config\.json$/.test(path))) {
        throw new Failure(
          "bad-file",
          `${name} holds neither a config.json nor an .onnx file: a model is a folder in the Hugging Face layout (config.json, tokenizer.json, model.safetensors), or an .onnx with its data.`,
        );
      }
      handed.set(id, { entry, files });
      return entry;
    },
    async setTaps(id, taps) {
      const model = handed.get(id);
      if (!model) throw new Failure("usage", `${id} is no file that was handed over.`);
      handed.set(id, { entry: model.entry, files: model.files, ...(taps.length > 0 && { taps }) });
    },
    async useAtlas(name, file) {
      const open = await opened();
      return open.guessWith(readAtlas(new Uint8Array(await file.arrayBuffer()), name), name);
    },
    cache: async () => cacheReport(await store),
    async removeCached(repo, commit) {
      const kept = await store;
      if (kept) await removeCached(kept, repo, commit);
    },
    guess: async (request, onLayer) => (await opened()).lab.guess(request, onLayer),
    look: async (at) => (await opened()).lab.look(at),
    pin: async (request) => (await opened()).lab.pin(request),
    async dimensionProfile(nSentences, onProgress) {
      const { lab, opened: model, kit, batchSize } = await opened();
      const sentences = profileData(model.atlas, data);
      sentences.catch(() => {}); // told to whoever waits for it, or nobody does any more
      return lab.dimensionProfile(sentences, nSentences, {
        batchSize: Math.min(batchSize, PROFILE_BATCH),
        toArray: kit.runtime.toArray,
        onProgress,
      });
    },
    cancelProfile: async () => (await current)?.lab.cancelProfile(),
    async evaluate(request, onProgress) {
      const { lab, opened: model, batchSize } = await opened();
      const heldOut = model.atlas ? heldOutOf(model.atlas, data, request) : NO_HELD_OUT;
      return lab.evaluate(heldOut, batchSize, onProgress);
    },
    cancelEvaluate: async () => (await current)?.lab.cancelEvaluate(),
    reportOfLayers: async (layers) => (await opened()).lab.reportOf(layers),
    cellSentences: async (...cell) => (await opened()).lab.cell(...cell),
    takeData: (input, split) => data.take(input, split),
    async fit(request, onProgress) {
      const open = await opened();
      const atlas = await fitting.run(open, await data.current(), request, onProgress);
      open.guessWith(atlas, request.name);
      await shelf.keep(request.name, atlas);
      await fitting.finished(open, atlas);
      return open.opened;
    },
    async pauseFit() {
      fitting.pause();
    },
    fits: () => fitting.list(),
    removeFit: (id) => fitting.remove(id),
    atlases: () => shelf.list(),
    async useSavedAtlas(id) {
      const { atlas, name } = await shelf.read(id);
      return (await opened()).guessWith(atlas, name);
    },
    renameAtlas: (id, name) => shelf.rename(id, name),
    removeAtlas: (id) => shelf.remove(id),
    exportAtlas: async (id) => (await shelf.read(id)).bytes,
    importAtlas: (name, file) => shelf.import(name, file),
  };
}
