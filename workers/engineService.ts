import type {
  BackendChange,
  EngineApi,
  GuessRequest,
  HandedFile,
  HubSettings,
  ModelEntry,
  Tap,
} from "../src/core/api.ts";
import { readAtlas } from "../src/core/atlas.ts";
import { Failure } from "../src/core/failure.ts";
import type { Lab } from "../src/engine/lab.ts";
import { blobFiles } from "../src/model/blobFiles.ts";
import { removeCached } from "../src/model/cache/library.ts";
import { opfsStore } from "../src/model/cache/opfsStore.ts";
import { SHIPPED } from "../src/model/catalogue.ts";
import { hasShaderF16 } from "../src/model/halfAdapter.ts";
import { DEFAULT_ENDPOINT, parseEndpoint } from "../src/model/hub/endpoint.ts";
import type { Machine } from "../src/model/memory.ts";
import { createAtlasShelf } from "./atlasShelf.ts";
import { cacheReport } from "./cacheReport.ts";
import { createDataHolder } from "./data.ts";
import { type FoundModel, findOnDisk, findOnHub, findShipped } from "./findModel.ts";
import { findOnnx, onnxFile } from "./findOnnx.ts";
import { createFitting } from "./fitting.ts";
import { heldOutOf, NO_HELD_OUT, profileData } from "./heldOut.ts";
import { createLabKeeper } from "./keepOpen.ts";
import { listModels } from "./listModels.ts";
import { partsInMemory } from "./partsInMemory.ts";
import { planModel } from "./planModel.ts";
import { failedCheck, selfCheck } from "./selfCheck.ts";
import { createTypedTimes } from "./typedTimes.ts";

/** Sentences a pass of a profile, which runs by itself while people type: small, because typing waits for a pass. */
const PROFILE_BATCH = 4;

/** The engine behind the page: at most one open model, reached by plain calls. `models`: address of the shipped models' folder; `now`: a clock, in ms. */
export function createEngine(models: string, now: () => number = () => performance.now()): EngineApi {
  const store = opfsStore();
  const shelf = createAtlasShelf(opfsStore("tailscope-atlases"));
  const fitting = createFitting(opfsStore("tailscope-fits"));
  const data = createDataHolder();
  const typedTimes = createTypedTimes();
  let hub: HubSettings = { endpoint: DEFAULT_ENDPOINT, token: "", storeF16: false };
  const handed = new Map<string, { entry: ModelEntry; files: HandedFile[]; taps?: Tap[] }>();
  let tell = (_: BackendChange) => {};
  /** Of the last evaluation: the lab it was made in may be gone. */
  let evaluated: Lab | undefined;
  let [evaluating, profiling, fittingNow] = [{}, {}, {}];

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

  const keeper = createLabKeeper({ find, machine, tell: (change) => tell(change), now });
  const guessWith: typeof keeper.guessWith = (atlas, name) => {
    evaluated = undefined;
    return keeper.guessWith(atlas, name);
  };
  const judge = async () => evaluated ?? (await keeper.opened()).lab;

  return {
    models: async () =>
      listModels(
        await store,
        [...handed.values()].map(({ entry }) => entry),
      ),
    async setHub(settings) {
      hub = { ...settings, endpoint: parseEndpoint(settings.endpoint) };
    },
    async plan(id, half) {
      const found = await find(id);
      const halfWeights = half && (await hasShaderF16());
      return planModel(found, await store, { ...machine(), halfWeights }, hub.storeF16);
    },
    async open(id, choice, onProgress, half = false) {
      evaluated = undefined;
      return (await keeper.open(id, choice, onProgress, half)).opened;
    },
    loaded: () => keeper.through((open) => open.loaded),
    async cancelOpen() {
      keeper.cancelOpen();
    },
    async onBackendChange(listener) {
      tell = listener;
    },
    selfCheck: (onProgress) =>
      keeper.through(async (open) => {
        const check = await selfCheck(open, onProgress).catch(async (error: Error) => {
          const isHalf = open.opened.half.state === "on" && (await open.loss.troubleOf(error)) === undefined;
          if (isHalf) void keeper.distrust(open, `WebGPU could not run with F16 weights (${error.message})`);
          throw error;
        });
        const reason = failedCheck(check);
        if (reason !== undefined) void keeper.distrust(open, reason).catch(() => {}); // told to whoever asks next
        return check;
      }),
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
      return guessWith(readAtlas(new Uint8Array(await file.arrayBuffer()), name), name);
    },
    cache: async () => cacheReport(await store),
    async removeCached(repo, commit) {
      const kept = await store;
      if (kept) await removeCached(kept, repo, commit);
    },
    guess(request, onLayer) {
      const mine: GuessRequest = { ...request };
      keeper.wants({ guess: mine });
      return keeper.through(
        async (open) => {
          await keeper.remind(open, false);
          await typedTimes.begin(() => open.kit.device());
          const guess = await open.lab.guess(mine, onLayer);
          keeper.hasRead(open);
          return guess;
        },
        () => !keeper.isWanted(mine),
      );
    },
    async timeKernels(on) {
      typedTimes.set(on);
    },
    kernelTimes: () => typedTimes.read(),
    look: (at) =>
      keeper.through(async (open) => {
        await keeper.remind(open, true);
        return open.lab.look(at);
      }),
    pin(request) {
      keeper.wants({ pinned: request });
      return keeper.through(async (open) => {
        const guess = await open.lab.pin(request);
        keeper.hasPinned(open);
        return guess;
      });
    },
    dimensionProfile(nSentences, onProgress) {
      const mine = {};
      profiling = mine;
      return keeper.through(
        async ({ lab, opened: model, kit, batchSize }) => {
          const sentences = profileData(model.atlas, data);
          sentences.catch(() => {}); // told to whoever waits for it, or nobody does any more
          return lab.dimensionProfile(sentences, nSentences, {
            batchSize: Math.min(batchSize, PROFILE_BATCH),
            toArray: kit.runtime.toArray,
            onProgress,
          });
        },
        () => profiling !== mine,
      );
    },
    async cancelProfile() {
      profiling = {};
      (await keeper.openNow())?.lab.cancelProfile();
    },
    evaluate(request, onProgress) {
      const mine = {};
      evaluating = mine;
      const parts = { webgpu: partsInMemory(), wasm: partsInMemory() };
      return keeper.through(
        async ({ lab, opened: model, batchSize }) => {
          const heldOut = model.atlas ? heldOutOf(model.atlas, data, request) : NO_HELD_OUT;
          const report = await lab.evaluate(heldOut, batchSize, onProgress, parts[model.status.backend]);
          evaluated = lab;
          return report;
        },
        () => evaluating !== mine,
      );
    },
    async cancelEvaluate() {
      evaluating = {};
      (await keeper.openNow())?.lab.cancelEvaluate();
    },
    reportOfLayers: async (layers) => (await judge()).reportOf(layers),
    cellSentences: async (...cell) => (await judge()).cell(...cell),
    takeData: (input, split) => data.take(input, split),
    async fit(request, onProgress) {
      const mine = {};
      fittingNow = mine;
      const taken = await data.current();
      const { open, atlas } = await keeper.through(
        async (open) => ({ open, atlas: await fitting.run(open, taken, request, onProgress) }),
        () => fittingNow !== mine,
      );
      const model = await guessWith(atlas, request.name);
      await shelf.keep(request.name, atlas);
      await fitting.finished(open, atlas);
      return model;
    },
    async pauseFit() {
      fittingNow = {};
      fitting.pause();
    },
    fits: () => fitting.list(),
    removeFit: (id) => fitting.remove(id),
    atlases: () => shelf.list(),
    async useSavedAtlas(id) {
      const { atlas, name } = await shelf.read(id);
      return guessWith(atlas, name);
    },
    renameAtlas: (id, name) => shelf.rename(id, name),
    removeAtlas: (id) => shelf.remove(id),
    exportAtlas: async (id) => (await shelf.read(id)).bytes,
    importAtlas: (name, file) => shelf.import(name, file),
  };
}
