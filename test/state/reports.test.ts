import { readFileSync } from "node:fs";
import { beforeEach, expect, it, vi } from "vitest";
import type { CellSentence, EngineApi, Report } from "../../src/core/api.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

let actions: typeof import("../../src/state/actions.ts");
let reports: typeof import("../../src/state/reports.ts");
let rescore: typeof import("../../src/state/rescore.ts");
let cells: typeof import("../../src/state/cells.ts");
let evaluation: typeof import("../../src/state/evaluation.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let engine: EngineApi;
let held: Map<string, (value: never) => void>;

const settle = () => new Promise((r) => setTimeout(r, 5));
const hold = <T>(name: string) => new Promise<T>((resolve) => void held.set(name, resolve));
const answer = async (name: string, value: unknown) => {
  held.get(name)!(value as never);
  await settle();
};
const text = readFileSync("public/models/mini-gpt2/report.json", "utf8");
const report = JSON.parse(text) as Report;
const names = () => store.getState().compared.map(({ name }) => name);

beforeEach(async () => {
  vi.resetModules();
  held = new Map();
  engine = fakeEngine({
    models: async () => [shipped("a")],
    open: async (id) => openedModel(id, 4),
    guess: async (typed) => ({ text: typed, picture: { layer: 3 } }) as never,
    evaluate: async () => report,
    reportOfLayers: (layers) => hold(`layers ${layers}`),
    cellSentences: (mode, level, row, column) => hold(`cell ${mode} ${level} ${row} ${column}`),
  });
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  reports = await import("../../src/state/reports.ts");
  rescore = await import("../../src/state/rescore.ts");
  cells = await import("../../src/state/cells.ts");
  evaluation = await import("../../src/state/evaluation.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(engine);
  await actions.start();
  await settle();
});

it("files are taken one by one: those that are no reports are told, the others stay", async () => {
  const other = JSON.stringify({ ...report, model: { ...report.model, id: "other" } });
  await reports.addReports([
    new File([text], "a.json"),
    new File(["{"], "broken.json"),
    new File([other], "a.json"),
    new File([text], "again.json"),
  ]);
  expect(names()).toEqual(["mini-gpt2 · sentences.json", "other · sentences.json"]);
  expect(store.getState().trouble?.message).toContain("broken.json is not JSON");
  const published = { ...report, options: { ...report.options, bandwidthScale: 4 } };
  reports.keepReport(published);
  reports.removeReport("mini-gpt2 · sentences.json");
  expect(names()).toEqual(["other · sentences.json", "mini-gpt2 · sentences.json (2)"]);
});
it.each([
  ["{}", "“tailscope-report”"],
  ["null", "“tailscope-report”"],
  ['{"format":"tailscope-report","version":2}', "version 2"],
  ['{"format":"tailscope-report","version":1,"modes":{}}', "parts missing"],
])("what is no report is refused: %s", (json, words) => {
  expect(() => reports.readReport(json, "x.json")).toThrow(words);
});
it("an evaluation is kept for comparison, once", async () => {
  await evaluation.evaluate();
  await evaluation.evaluate();
  expect(names()).toEqual(["mini-gpt2 · sentences.json"]);
  expect(store.getState().wholeReport).toEqual(report);
});
it("of two choices of layers the newer is shown; the worker is told of all of them too", async () => {
  await evaluation.evaluate();
  void rescore.scoreLayers([0]);
  void rescore.scoreLayers([1, 2]);
  await answer("layers 1,2", { ...report, layersUsed: [1, 2] });
  await answer("layers 0", { ...report, layersUsed: [0] });
  expect(store.getState()).toMatchObject({ rescoring: false, report: { layersUsed: [1, 2] } });
  void rescore.scoreLayers(undefined);
  await answer("layers 0,1,2,3", report);
  expect(store.getState().report).toBe(store.getState().wholeReport);
  void rescore.scoreLayers([3]);
  await evaluation.evaluate();
  await answer("layers 3", { ...report, layersUsed: [3] });
  expect(store.getState().report?.layersUsed).toBeUndefined();
});
it("a cell lists its sentences by its level's index, the newest cell alone; one of them goes to Explore", async () => {
  await evaluation.evaluate();
  const cell = {
    mode: "tails",
    level: "attribute",
    row: 2,
    column: 5,
    trueLabel: "t",
    predictedLabel: "p",
  } as const;
  void cells.openCell(cell);
  void cells.openCell({ ...cell, level: "pair" });
  expect(store.getState().cell?.sentences).toBeUndefined();
  const sentences: CellSentence[] = [{ text: "s", truth: ["a"], predicted: ["b"], leaked: false }];
  await answer("cell tails -1 2 5", sentences);
  await answer("cell tails 1 2 5", []);
  expect(store.getState().cell).toEqual({ ...cell, level: "pair", sentences });
  cells.openInExplore("s");
  expect(store.getState()).toMatchObject({ tab: "explore", text: "s" });
});
