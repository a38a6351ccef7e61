import { beforeEach, expect, it, vi } from "vitest";
import type {
  DataPreview,
  EngineApi,
  ModelEntry,
  OpenedModel,
  Progress,
  Report,
} from "../../src/core/api.ts";
import { Failure } from "../../src/core/failure.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import { studyMeter } from "../../src/state/studyMeter.ts";
import { fakeEngine, onHub, openedModel, shipped } from "./fakeEngine.ts";

// Orders and races of the study's button; the real engine runs it in test/e2e.
let actions: typeof import("../../src/state/actions.ts");
let study: typeof import("../../src/state/study.ts");
let data: typeof import("../../src/state/data.ts");
let reports: typeof import("../../src/state/reports.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let engine: EngineApi;
let log: string[];
let entries: ModelEntry[];
let now: OpenedModel | undefined;
let progress: (progress: Progress) => void;
/** What is waited for before a call is answered. */
let gates: Map<string, { promise: Promise<void>; open(): void; refuse(error: Error): void }>;

const DATA = { name: "ours", sha256: "abc", split: "s", nTrain: 30, nTest: 10, classes: [], levels: [] };
const settle = () => new Promise((r) => setTimeout(r, 5));
const aborted = () => new Failure("aborted", "Stopped.");
const fittedOn = (options: FitOptions, sha256 = "abc") =>
  ({ options, dataName: "ours", dataSha256: sha256, nTrain: 30, split: "s", classes: [] }) as never;
const outcomes = () => store.getState().study.outcomes;
const reported = () => store.getState().compared.map(({ report }) => report.model.id);

function hold(call: string): void {
  let open = () => {};
  let refuse = (_: Error) => {};
  const promise = new Promise<void>((resolve, reject) => {
    open = resolve;
    refuse = reject;
  });
  gates.set(call, { promise, open, refuse });
}

async function called(call: string): Promise<void> {
  log.push(call);
  await gates.get(call)?.promise;
}

function reportOf(id: string, options: FitOptions): Report {
  const { name, sha256, split } = DATA;
  const mode = { path: { confusion: [] }, levels: [] };
  return {
    ...{ model: { id, nLayers: 4, dModel: 8 }, data: { name, sha256, split }, options, nTest: 10 },
    modes: { full: mode, tails: mode },
  } as unknown as Report;
}

beforeEach(async () => {
  vi.resetModules();
  log = [];
  gates = new Map();
  entries = [shipped("a"), shipped("b"), onHub("o/c", true), onHub("o/far", false)];
  now = undefined;
  engine = fakeEngine({
    models: async () => entries,
    open: async (id) => {
      await called(`open ${id}`);
      now = openedModel(id, id === "a" ? 6 : 4);
      return now;
    },
    guess: async (text) => ({ text, picture: { layer: 3 }, modelMs: 10 }) as never,
    takeData: async () => DATA as unknown as DataPreview,
    fit: async ({ name, options }, onProgress) => {
      progress = onProgress;
      const model = now!;
      await called(`fit ${name}`);
      now = { ...model, atlas: fittedOn(options) };
      return now;
    },
    evaluate: async ({ perClass }, onProgress) => {
      progress = onProgress;
      const { shape, atlas } = now!;
      await called(`evaluate ${shape.id} ${perClass ?? "all"}`);
      return reportOf(shape.id, atlas!.options);
    },
    useSavedAtlas: async (id) => {
      await called(`use ${id}`);
      if (id.startsWith("other weights")) throw new Failure("mismatch", "Of other weights.");
      now = { ...now!, atlas: fittedOn(PUBLISHED) };
      return now;
    },
    pauseFit: async () => {
      log.push("pause");
      for (const [call, { refuse }] of gates) if (call.startsWith("fit")) refuse(aborted());
    },
    cancelEvaluate: async () => {
      log.push("cancel");
      for (const [call, { refuse }] of gates) if (call.startsWith("evaluate")) refuse(aborted());
    },
  });
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  study = await import("../../src/state/study.ts");
  data = await import("../../src/state/data.ts");
  reports = await import("../../src/state/reports.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(engine);
  store.setState({ text: "one" });
  await actions.start();
  await settle();
  await data.takeData();
  log = [];
});

it("opens, fits and evaluates each model that needs no download, then opens the first again", async () => {
  actions.setLayer(5);
  data.setFitForm({ name: "mine" });
  await study.startStudy();
  expect(log).toEqual([
    ...["fit a on ours", "evaluate a all"],
    ...["open b", "fit b on ours", "evaluate b all"],
    ...["open o/c", "fit o/c on ours", "evaluate o/c all"],
    "open a",
  ]);
  expect(reported()).toEqual(["a", "b", "o/c"]);
  expect(outcomes()).toEqual({ a: "done", b: "done", "o/c": "done" });
  const { openedId, layer, fitForm, perClass, study: told, trouble } = store.getState();
  expect([openedId, layer, fitForm.name, perClass, trouble]).toEqual(["a", 5, "mine", 3, undefined]);
  expect(told).toMatchObject({ progress: undefined, ended: "Done: 3 of 3 models." });
});

it("run again does what is not done: reports of the same options and data are skipped", async () => {
  study.setInStudy("o/c", false);
  await study.startStudy();
  log = [];
  study.setInStudy("o/c", true);
  await study.startStudy();
  expect(log).toEqual(["open o/c", "fit o/c on ours", "evaluate o/c all", "open a"]);
  expect(outcomes()).toEqual({ a: "was done already", b: "was done already", "o/c": "done" });
  log = [];
  await study.startStudy();
  expect(log).toEqual([]);
  data.setFitOptions({ bandwidthScale: "2" });
  study.setInStudy("b", false);
  study.setInStudy("o/c", false);
  await study.startStudy();
  expect(log).toEqual(["fit a on ours", "evaluate a all"]);
});

it("a report of some layers, of fewer sentences or of another model is none of the study", async () => {
  const whole = reportOf("a", PUBLISHED);
  for (const other of [
    { ...whole, layersUsed: [0] },
    { ...whole, nTest: 9 },
    { ...whole, data: { ...whole.data, sha256: "other" } },
    reportOf("o/c", PUBLISHED), // by its name it may be of another revision
  ])
    reports.keepReport(other);
  await study.startStudy();
  expect(log.filter((call) => call.startsWith("evaluate"))).toHaveLength(3);
});

it("a kept atlas of the same model, data and options spares the fit; one of other weights does not", async () => {
  const kept = { modelId: "b", dataName: "ours", nTrain: 30, options: PUBLISHED };
  const others = [
    { ...kept, id: "other model", modelId: "a2" },
    { ...kept, id: "other options", options: { ...PUBLISHED, gridPoints: 9 } },
    { ...kept, id: "other weights" },
  ];
  engine.atlases = async () => [...others, { ...kept, id: "right" }] as never;
  study.setInStudy("a", false);
  await study.startStudy();
  expect(log.slice(0, 4)).toEqual(["open b", "use other weights", "use right", "evaluate b all"]);
  expect(store.getState().trouble).toBeUndefined();
});

it("a model that fails is told in its sentence, and the others go on", async () => {
  const { fit, open } = engine;
  engine.fit = async (request, onProgress) => {
    if (now!.shape.id === "a") throw new Failure("disk-full", "The disk is full.");
    return fit(request, onProgress);
  };
  engine.open = async (id, ...rest) => {
    if (id === "b") throw new Failure("out-of-memory", "It is too big.");
    return open(id, ...rest);
  };
  await study.startStudy();
  expect(outcomes()).toEqual({
    a: "failed: The disk is full.",
    b: "failed: It is too big.",
    "o/c": "done",
  });
  expect(log).toEqual(["open o/c", "fit o/c on ours", "evaluate o/c all", "open a"]);
  expect(store.getState().trouble).toBeUndefined();
  expect(store.getState().study.ended).toBe("1 of 3 models done. Run it again to try the others anew.");
});

it("a model that could not be opened is tried anew, and what fails last is told in one place only", async () => {
  const { open } = engine;
  engine.open = async () => {
    throw new Failure("io", "The server is away.");
  };
  actions.setModel("b");
  await settle();
  study.setInStudy("a", false);
  study.setInStudy("o/c", false);
  await study.startStudy();
  expect(outcomes()).toEqual({ b: "failed: The server is away." });
  expect(store.getState().trouble).toBeUndefined();
  engine.open = open;
  await study.startStudy();
  expect(outcomes()).toEqual({ b: "done" });
});

it("a model that left the cache meanwhile is not downloaded", async () => {
  entries = entries.map((entry) => (entry.id === "o/c" ? { ...entry, offline: false } : entry));
  await study.startStudy();
  expect(outcomes()["o/c"]).toContain("would have to be downloaded");
  expect(log).not.toContain("open o/c");
});

it("stopped in a fit, it keeps what is finished, goes back, and goes on when run again", async () => {
  hold("fit b on ours");
  const running = study.startStudy();
  await settle();
  await study.stopStudy();
  await running;
  expect(log).toEqual(["fit a on ours", "evaluate a all", "open b", "fit b on ours", "pause", "open a"]);
  expect(outcomes()).toEqual({ a: "done" });
  expect(store.getState().study.ended).toBe("Stopped: 1 of 3 models done. Run it again to go on.");
  gates.clear();
  log = [];
  await study.startStudy();
  expect(log.slice(0, 3)).toEqual(["open b", "fit b on ours", "evaluate b all"]);
  expect(reported()).toEqual(["a", "b", "o/c"]);
});

it("stopped in an evaluation or in an opening, it stops there", async () => {
  hold("evaluate a all");
  void study.startStudy();
  await settle();
  await study.stopStudy();
  expect(log).toEqual(["fit a on ours", "evaluate a all", "cancel"]);
  gates.clear();
  hold("open b");
  engine.cancelOpen = async () => gates.get("open b")!.refuse(aborted());
  void study.startStudy();
  await settle();
  expect(store.getState().study.progress?.label).toBe("Model 2 of 3, B: opening");
  await study.stopStudy();
  expect(store.getState()).toMatchObject({ openedId: "a", trouble: undefined });
  expect(log.filter((call) => call.endsWith("b"))).toEqual(["open b"]);
});

it("stopped as a fit comes to its end, or just before it begins, it goes no further", async () => {
  hold("fit a on ours");
  const { pauseFit } = engine;
  engine.pauseFit = async () => gates.get("fit a on ours")!.open();
  void study.startStudy();
  await settle();
  await study.stopStudy();
  expect(log).toEqual(["fit a on ours"]);
  gates.clear();
  for (const call of ["fits", "fit b on ours"]) hold(call);
  engine.pauseFit = async () => void (log.includes("fit b on ours") && (await pauseFit())); // before, nobody hears it
  engine.fits = async () => {
    await gates.get("fits")?.promise;
    return [];
  };
  study.setInStudy("a", false);
  void study.startStudy();
  await settle();
  const stopped = study.stopStudy();
  gates.get("fits")!.open();
  await settle();
  progress({ label: "Class 1 of 12", fraction: 0.1 });
  await stopped;
  expect(log).not.toContain("evaluate b all");
  expect(store.getState().openedId).toBe("a");
});

it("a model or data that the person takes meanwhile wins", async () => {
  hold("fit a on ours");
  let running = study.startStudy();
  await settle();
  actions.setModel("b");
  await running;
  await settle();
  expect(log).toEqual(["fit a on ours", "pause", "open b"]);
  expect(store.getState().openedId).toBe("b");
  expect(store.getState().study.ended).toContain("another model was opened");
  gates.clear();
  hold("evaluate a all");
  running = study.startStudy();
  await settle();
  engine.takeData = async () => ({ ...DATA, sha256: "new" }) as unknown as DataPreview;
  await data.takeData();
  gates.get("evaluate a all")!.open();
  await running;
  expect(store.getState().study.ended).toContain("other sentences were read");
  expect(store.getState().openedId).toBe("b");
});

it("options typed meanwhile stay for later, and progress is that of all models", async () => {
  hold("fit b on ours");
  const running = study.startStudy();
  await settle();
  data.setFitOptions({ bandwidthScale: "2" });
  progress({ label: "Class 3 of 12", fraction: 0.5 });
  expect(store.getState().study.progress).toEqual({
    label: "Model 2 of 3, B: fitting",
    fraction: (1 + 0.75 * 0.5) / 3,
    secondsLeft: expect.any(Number),
  });
  gates.get("fit b on ours")!.open();
  await running;
  const scales = store.getState().compared.map(({ report }) => report.options.bandwidthScale);
  expect(scales).toEqual([4, 4, 4]);
  expect(store.getState().fitForm.options.bandwidthScale).toBe("2");
});

it("the time left is by what was done in this run: what a fit went on from counts for nothing", () => {
  let ms = 0;
  const meter = studyMeter(2, 0.5, () => ms);
  expect(meter(0, "fitting", 0.8)).toEqual({ fraction: 0.2 });
  ms = 1000;
  expect(meter(0, "fitting", 1)).toEqual({ fraction: 0.25, secondsLeft: expect.closeTo(15, 9) });
  ms = 60_000; // a model is opened
  expect(meter(1, "evaluating", 0).secondsLeft).toBeCloseTo(5, 9);
});
