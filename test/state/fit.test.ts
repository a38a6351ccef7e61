import { beforeEach, expect, it, vi } from "vitest";
import type { DataPreview, EngineApi, Guess, Progress, Report, SavedFit } from "../../src/core/api.ts";
import { Failure } from "../../src/core/failure.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

// Orders and races of the Fit tab's state; what is fitted is tested with the real engine, in test/e2e.
let actions: typeof import("../../src/state/actions.ts");
let fit: typeof import("../../src/state/fit.ts");
let begun: typeof import("../../src/state/begunFits.ts");
let data: typeof import("../../src/state/data.ts");
let atlases: typeof import("../../src/state/atlases.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let engine: EngineApi;
let log: string[];
let tell: (progress: Progress) => void;
let held: Map<string, { resolve: (value: never) => void; reject: (error: Error) => void }>;
let onDisk: SavedFit[];

const settle = () => new Promise((r) => setTimeout(r, 5));
const hold = <T>(name: string) =>
  new Promise<T>((resolve, reject) => {
    held.set(name, { resolve, reject });
  });
const answer = async (name: string, value: unknown = undefined) => {
  held.get(name)!.resolve(value as never);
  await settle();
};
const preview = (name: string) => ({ name, nTrain: 10, classes: [], levels: [] }) as unknown as DataPreview;
const saved = (id: string, dataName = "ours"): SavedFit => ({
  ...{ id, dataName },
  modelId: "a",
  done: 3,
  classes: 12,
});

beforeEach(async () => {
  vi.resetModules();
  log = [];
  held = new Map();
  onDisk = [];
  engine = fakeEngine({
    models: async () => [shipped("a"), shipped("b")],
    open: async (id) => {
      log.push(`open ${id}`);
      return openedModel(id, 4);
    },
    guess: async ({ text }) => {
      log.push(`guess ${text}`);
      return { text, tokenIds: [0], picture: { layer: 3 }, modelMs: 10 } as unknown as Guess;
    },
    fits: async () => onDisk,
    fit: ({ name }, onProgress) => {
      log.push(`fit ${name}`);
      tell = onProgress;
      return hold("fit");
    },
    pauseFit: async () => {
      log.push("pauseFit");
      onDisk = [saved("f1")];
      held.get("fit")!.reject(new Failure("aborted", "Paused."));
    },
    takeData: async (input) => {
      log.push(`take ${input?.name ?? "ours"}`);
      return preview(input?.name ?? "ours");
    },
  });
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  fit = await import("../../src/state/fit.ts");
  begun = await import("../../src/state/begunFits.ts");
  data = await import("../../src/state/data.ts");
  atlases = await import("../../src/state/atlases.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(engine);
  store.setState({ text: "one" });
  await actions.start();
  await settle();
  await data.takeData();
  log = [];
});

it("of two data sets the newer counts, whichever comes first", async () => {
  engine.takeData = (input) => hold(`take ${input?.name}`);
  data.setFitForm({ source: "paste", text: "text,k\na,b" });
  void data.takeData();
  data.setFitForm({ text: "text\tk\na\tb" });
  void data.takeData();
  await answer("take pasted.tsv", preview("pasted.tsv"));
  await answer("take pasted.csv", preview("pasted.csv"));
  expect(store.getState()).toMatchObject({ takingData: false, data: { name: "pasted.tsv" } });
});
it("a data set that is refused says why, keeps what was typed, and can be tried again", async () => {
  engine.takeData = async () => {
    throw new Failure("bad-data", "pasted.csv, line 2: no text.");
  };
  data.setFitForm({ source: "paste", text: "text,k\n,b" });
  await data.takeData();
  const { trouble, fitForm, data: kept, takingData } = store.getState();
  expect(trouble).toEqual({ message: "pasted.csv, line 2: no text.", retry: "data" });
  expect([fitForm.text, kept?.name, takingData]).toEqual(["text,k\n,b", "ours", false]);
  engine.takeData = async () => preview("pasted.csv");
  actions.retry();
  await settle();
  expect(store.getState()).toMatchObject({ trouble: undefined, data: { name: "pasted.csv" } });
});
it("Explore guesses while a fit runs, and with the new atlas once it is done", async () => {
  void fit.startFit();
  void fit.startFit();
  await settle();
  expect(log).toEqual(["fit a on ours"]);
  tell({ label: "Class 2 of 12", fraction: 0.1, secondsLeft: 9 });
  expect(store.getState().fitting?.fraction).toBe(0.1);
  actions.setText("two");
  await settle();
  expect(store.getState().guess?.text).toBe("two");
  store.setState({ report: {} as Report });
  await answer("fit", { ...openedModel("a", 4), atlas: { classes: [["new"]] } });
  expect(log).toEqual(["fit a on ours", "guess two", "guess two"]);
  expect(store.getState()).toMatchObject({
    fitting: undefined,
    report: undefined,
    opened: { atlas: { classes: [["new"]] } },
  });
  tell({ label: "late", fraction: 1 });
  expect(store.getState().fitting).toBeUndefined();
});
it("paused, it says what is kept, and is no trouble", async () => {
  void fit.startFit();
  await settle();
  await fit.pauseFit("Cancelled");
  expect(store.getState()).toMatchObject({
    fitting: undefined,
    trouble: undefined,
    begunFits: [saved("f1")],
  });
  expect(store.getState().notice).toMatch(/^Cancelled\. 3 of 12 classes are kept/);
});
it("another model pauses the fit before it is opened", async () => {
  void fit.startFit();
  await settle();
  actions.setModel("b");
  await settle();
  expect(log).toEqual(["fit a on ours", "pauseFit", "open b", "guess one"]);
  expect(store.getState().openedId).toBe("b");
});
it("a fit that fails says why and can be tried again", async () => {
  void fit.startFit();
  await settle();
  held.get("fit")!.reject(new Failure("disk-full", "The disk is full."));
  await settle();
  expect(store.getState().trouble).toEqual({ message: "The disk is full.", retry: "fit" });
  actions.retry();
  await settle();
  expect(log).toEqual(["fit a on ours", "fit a on ours"]);
});
it("options that can't be used start nothing", async () => {
  data.setFitOptions({ bandwidthScale: "wide" });
  await fit.startFit();
  expect(log).toEqual([]);
  expect(store.getState().trouble?.message).toContain("“wide”");
});
it("a begun fit of another model, or without its setup, says what to do", async () => {
  await begun.resumeFit({ ...saved("x"), modelId: "b" });
  expect(store.getState().notice).toContain("open that model");
  await begun.resumeFit(saved("x"));
  expect(store.getState().notice).toContain("not kept here");
  expect(log).toEqual([]);
});
it("an atlas of the list is used, renamed, removed; a blank name changes nothing", async () => {
  const atlas = { id: "1", name: "first" };
  Object.assign(engine, {
    atlases: async () => [atlas],
    useSavedAtlas: async (id: string) => {
      log.push(`use ${id}`);
      return openedModel("a", 4);
    },
    renameAtlas: async (id: string, name: string) => void log.push(`rename ${id} ${name}`),
    removeAtlas: async (id: string) => void log.push(`remove ${id}`),
  } satisfies Record<
    keyof Pick<EngineApi, "atlases" | "useSavedAtlas" | "renameAtlas" | "removeAtlas">,
    unknown
  >);
  await atlases.refreshAtlases();
  await atlases.takeKeptAtlas("1");
  await settle();
  await atlases.renameAtlas("1", " ");
  await atlases.renameAtlas("1", "first");
  await atlases.renameAtlas("1", " second ");
  await atlases.removeAtlas("1");
  expect(log).toEqual(["use 1", "guess one", "rename 1 second", "remove 1"]);
});
