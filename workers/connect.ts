import { proxy, wrap } from "comlink";
import type { EngineApi } from "../src/core/api.ts";

/** Starts the worker and gives it as plain functions. `onCrash` is told when the worker itself could not run. */
export function connect(onCrash: (message: string) => void): EngineApi {
  const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", (event) => onCrash(event.message || "its program could not be loaded"));
  const remote = wrap<EngineApi>(worker);
  return {
    models: () => remote.models(),
    setHub: (settings) => remote.setHub(settings),
    plan: (id, half) => remote.plan(id, half),
    open: (id, choice, onProgress, half) => remote.open(id, choice, proxy(onProgress), half),
    onBackendChange: (tell) => remote.onBackendChange(proxy(tell)),
    loaded: () => remote.loaded(),
    cancelOpen: () => remote.cancelOpen(),
    selfCheck: (onProgress) => remote.selfCheck(proxy(onProgress)),
    addFiles: (name, files) => remote.addFiles(name, files),
    setTaps: (id, taps) => remote.setTaps(id, taps),
    useAtlas: (name, file) => remote.useAtlas(name, file),
    cache: () => remote.cache(),
    removeCached: (repo, commit) => remote.removeCached(repo, commit),
    guess: (request, onLayer) => remote.guess(request, proxy(onLayer)),
    timeKernels: (on) => remote.timeKernels(on),
    kernelTimes: () => remote.kernelTimes(),
    look: (at) => remote.look(at),
    pin: (request) => remote.pin(request),
    dimensionProfile: (n, onProgress) => remote.dimensionProfile(n, proxy(onProgress)),
    cancelProfile: () => remote.cancelProfile(),
    evaluate: (request, onProgress) => remote.evaluate(request, proxy(onProgress)),
    cancelEvaluate: () => remote.cancelEvaluate(),
    reportOfLayers: (layers) => remote.reportOfLayers(layers),
    cellSentences: (...cell) => remote.cellSentences(...cell),
    takeData: (input, split) => remote.takeData(input, split),
    fit: (request, onProgress) => remote.fit(request, proxy(onProgress)),
    pauseFit: () => remote.pauseFit(),
    fits: () => remote.fits(),
    removeFit: (id) => remote.removeFit(id),
    atlases: () => remote.atlases(),
    useSavedAtlas: (id) => remote.useSavedAtlas(id),
    renameAtlas: (id, name) => remote.renameAtlas(id, name),
    removeAtlas: (id) => remote.removeAtlas(id),
    exportAtlas: (id) => remote.exportAtlas(id),
    importAtlas: (name, file) => remote.importAtlas(name, file),
  };
}
