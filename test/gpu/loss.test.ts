import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { BackendChange, FitRequest, Guess, OpenedModel, Report } from "../../src/core/api.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { createEngine } from "../../workers/engineService.ts";
import { tinyData } from "../support/tinyData.ts";
import { tinyConfig, tinyTensors, tinyTokenizer } from "../support/tinyTensors.ts";
import { keepDevices } from "./lostDevices.ts";

// The whole engine as it runs in the worker, on a device that is taken away from it.

/** Of each stage. VITE_LOSSES=20 where there is time: on a processor each loss compiles everything anew. */
const TIMES = Number(import.meta.env.VITE_LOSSES ?? 1);
vi.setConfig({ testTimeout: 180_000 });
const MODEL = "disk:tiny";
const text = "abe clo abe clo.";
const request = { text, layer: 1, mode: "full" } as const;
const fitRequest: FitRequest = { name: "tiny", options: { ...PUBLISHED, gridPoints: 100 } };
const kept = keepDevices();
let clock = 0;
let changes: BackendChange[] = [];
const engine = createEngine("/models/", () => clock);
const nothing = () => {};
let guess: Guess;
let atlas: Uint8Array;
let report: Report;
/** How often each puts something on the queue when nothing is lost. */
const submits = { fit: 0, evaluate: 0 };

const json = (value: unknown) => new Blob([JSON.stringify(value)]);
const files = {
  "config.json": json(tinyConfig("gpt2")),
  "tokenizer.json": json(tinyTokenizer("gpt2")),
  "model.safetensors": new Blob([writeSafetensors(tinyTensors("gpt2"))]),
};

beforeAll(async () => {
  await engine.onBackendChange(async (change) => void changes.push(change));
  await engine.addFiles(
    "tiny",
    Object.entries(files).map(([path, file]) => ({ path, file })),
  );
  await engine.open(MODEL, "webgpu", nothing);
  await engine.loaded();
  await engine.takeData(
    { name: "tiny.json", source: { text: JSON.stringify(tinyData()) } },
    { kind: "seed", seed: 1, testShare: 0.4 },
  );
  await fitted(); // compiles what a fit needs
  let before = kept.submits();
  await fitted();
  submits.fit = kept.submits() - before;
  atlas = await newestAtlas();
  before = kept.submits();
  report = await engine.evaluate({}, nothing);
  submits.evaluate = kept.submits() - before;
  guess = await engine.guess(request, nothing);
}, 120_000);

beforeEach(() => {
  clock += 3_600_000; // what was lost before is long ago
  changes = [];
});

afterAll(async () => {
  kept.restore();
  for (const { id } of await engine.atlases()) await engine.removeAtlas(id);
});

async function fitted(onProgress: Parameters<typeof engine.fit>[1] = nothing): Promise<OpenedModel> {
  for (const { id } of await engine.atlases()) await engine.removeAtlas(id);
  return engine.fit(fitRequest, onProgress);
}

async function newestAtlas(): Promise<Uint8Array> {
  const [saved] = await engine.atlases();
  return engine.exportAtlas(saved!.id);
}

function expectLost(backend = "webgpu"): void {
  expect(changes.map(({ cause }) => cause)).toEqual([backend === "webgpu" ? "lost" : "lost-twice"]);
  expect(changes[0]?.opened?.status.backend).toBe(backend);
}

const same = ({ modes, tokenIds, picture }: Guess) => ({ modes, tokenIds, picture });
/** Spread over the first four fifths of them. */
const amidst = (i: number, of: number) => Math.ceil((0.8 * of * (i + 1)) / (TIMES + 1));
const times = Array.from({ length: TIMES }, (_, i) => i);

it.each(times)("while nothing is under way, and a look finds the sentence again: %i", async () => {
  kept.lose();
  await expect.poll(() => changes.length, { timeout: 30_000 }).toBe(1);
  const look = await engine.look({ layer: 1, mode: "full" });
  expect(look.picture).toEqual(guess.picture);
  expectLost();
});

it.each(times)("while a layer of a guess is read: %i", async (i) => {
  kept.loseAt(`layer ${i % 2}`);
  expect(same(await engine.guess(request, nothing))).toEqual(same(guess));
  expect(kept.isArmed()).toBe(false);
  expectLost();
});

it.each(times)("while a guess is scored: %i", async () => {
  kept.loseAt("readback");
  expect(same(await engine.guess(request, nothing))).toEqual(same(guess));
  expect(kept.isArmed()).toBe(false);
  expectLost();
});

it.each(times)("while held-out sentences are evaluated: %i", async (i) => {
  kept.loseAfter(amidst(i, submits.evaluate));
  expect(await engine.evaluate({}, nothing)).toEqual(report);
  expectLost();
  expect((await engine.reportOfLayers([0, 1])).modes).toBeDefined();
});

it.each(times)("while an atlas is fitted, which goes on from its last class: %i", async (i) => {
  kept.loseAfter(amidst(i, submits.fit));
  const labels = new Set<string>();
  await fitted(({ label }) => labels.add(label));
  expect(await newestAtlas()).toEqual(atlas);
  expectLost();
  if ((i + 1) / (TIMES + 1) >= 0.5) expect([...labels].join()).toMatch(/, [1-3] of them kept/);
});

it.each(times)("while the model is opened: %i", async (i) => {
  kept.loseNext(5 * i);
  await engine.open(MODEL, "webgpu", nothing);
  await engine.loaded();
  const saved = await engine.atlases();
  await engine.useSavedAtlas(saved[0]!.id);
  expect(same(await engine.guess(request, nothing))).toEqual(same(guess));
  expect(changes.map(({ cause }) => cause)).toEqual(["lost"]);
});

it("goes on with WASM after the second loss within a minute, until WebGPU is chosen again", async () => {
  kept.lose();
  expect(same(await engine.guess(request, nothing))).toEqual(same(guess));
  clock += 59_000;
  kept.loseAt("layer 1");
  const onWasm = await engine.guess(request, nothing);
  expect(onWasm.modes.full.ranking).toEqual(guess.modes.full.ranking);
  expect(changes.map(({ cause }) => cause)).toEqual(["lost", "lost-twice"]);
  expect(changes[1]?.opened?.status).toMatchObject({
    backend: "wasm",
    reason: expect.stringContaining("lost twice"),
  });
  expect((await engine.open(MODEL, "webgpu", nothing)).status.backend).toBe("webgpu");
});
