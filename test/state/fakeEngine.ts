import type { EngineApi, ModelEntry, ModelPlan, OpenedModel } from "../../src/core/api.ts";

// The page's state is tested against answers given by hand; the real engine runs in test/e2e.

export function fakeEngine(over: Partial<EngineApi>): EngineApi {
  const unasked = (name: string) => async () => {
    throw new Error(`${name} was called, and nobody expected it`);
  };
  return {
    models: async () => [],
    setHub: async () => {},
    plan: unasked("plan"),
    open: unasked("open"),
    onBackendChange: async () => {},
    loaded: async () => ({ shape: {} as never, residentLayers: 4, notes: [] }),
    cancelOpen: async () => {},
    selfCheck: unasked("selfCheck"),
    addFiles: unasked("addFiles"),
    setTaps: unasked("setTaps"),
    useAtlas: unasked("useAtlas"),
    cache: async () => ({ models: [], used: 0, persistent: false }),
    removeCached: unasked("removeCached"),
    guess: unasked("guess"),
    timeKernels: async () => {},
    kernelTimes: async () => undefined,
    look: unasked("look"),
    pin: unasked("pin"),
    dimensionProfile: unasked("dimensionProfile"),
    cancelProfile: async () => {},
    evaluate: unasked("evaluate"),
    cancelEvaluate: async () => {},
    takeData: unasked("takeData"),
    fit: unasked("fit"),
    pauseFit: async () => {},
    fits: async () => [],
    removeFit: unasked("removeFit"),
    atlases: async () => [],
    useSavedAtlas: unasked("useSavedAtlas"),
    renameAtlas: unasked("renameAtlas"),
    removeAtlas: unasked("removeAtlas"),
    exportAtlas: unasked("exportAtlas"),
    importAtlas: unasked("importAtlas"),
    reportOfLayers: unasked("reportOfLayers"),
    cellSentences: unasked("cellSentences"),
    ...over,
  };
}

export const shipped = (id: string): ModelEntry => ({
  id,
  title: id.toUpperCase(),
  kind: "shipped",
  offline: true,
});

export const onHub = (id: string, offline: boolean): ModelEntry => ({ id, title: id, kind: "hub", offline });

export function openedModel(id: string, nLayers: number, kind: ModelEntry["kind"] = "shipped"): OpenedModel {
  return {
    kind,
    half: { state: "off" },
    shape: { id, nLayers },
    atlas: { classes: [["x", "y"]] },
  } as unknown as OpenedModel;
}

export function planOf(id: string, downloadBytes: number): ModelPlan {
  return { id, title: id, kind: "hub", downloadBytes, notes: [] } as unknown as ModelPlan;
}
