import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Guess, Report } from "../../src/core/api.ts";
import { keepDevices } from "./lostDevices.ts";
import { nothing, same, tinyEngine } from "./tinyEngine.ts";

// The whole engine as it runs in the worker, on a device that is taken away from it. lossStages.test.ts has every call of our own.

/** Of each stage. VITE_LOSSES=20 where there is time: on a processor each loss compiles everything anew. */
const TIMES = Number(import.meta.env.VITE_LOSSES ?? 2);
vi.setConfig({ testTimeout: 180_000 });
const kept = keepDevices();
const { engine, changes, ...tiny } = await tinyEngine();
let guess: Guess;
let atlas: Uint8Array;
let report: Report;
/** How often each puts something on the queue when nothing is lost. */
const submits = { fit: 0, evaluate: 0 };

beforeAll(async () => {
  await tiny.open();
  await tiny.fit(); // compiles what a fit needs
  let before = kept.submits();
  await tiny.fit();
  submits.fit = kept.submits() - before;
  atlas = await tiny.newestAtlas();
  before = kept.submits();
  report = await engine.evaluate({}, nothing);
  submits.evaluate = kept.submits() - before;
  guess = await tiny.guess();
}, 120_000);

beforeEach(tiny.begin);

afterAll(async () => {
  kept.restore();
  await tiny.removeAtlases();
});

function expectLost(): void {
  expect(tiny.causes()).toEqual(["lost"]);
  expect(changes[0]?.opened?.status.backend).toBe("webgpu");
}

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
  expect(same(await tiny.guess())).toEqual(same(guess));
  expect(kept.isArmed()).toBe(false);
  expectLost();
});

it.each(times)("while a guess is scored: %i", async () => {
  kept.loseAt("readback");
  expect(same(await tiny.guess())).toEqual(same(guess));
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
  await tiny.fit(({ label }) => labels.add(label));
  expect(await tiny.newestAtlas()).toEqual(atlas);
  expectLost();
  if ((i + 1) / (TIMES + 1) >= 0.5) expect([...labels].join()).toMatch(/, [1-3] of them kept/);
});

it.each(times)("while the model is opened: %i", async (i) => {
  kept.loseNext(5 * i);
  await tiny.open();
  await tiny.guessWithNewest();
  expect(same(await tiny.guess())).toEqual(same(guess));
  expect(tiny.causes()).toEqual(["lost"]);
});

it("goes on with WASM after the second loss within a minute, until WebGPU is chosen again", async () => {
  kept.lose();
  expect(same(await tiny.guess())).toEqual(same(guess));
  tiny.wait(59_000);
  kept.loseAt("layer 1");
  const onWasm = await tiny.guess();
  expect(onWasm.modes.full.ranking).toEqual(guess.modes.full.ranking);
  expect(tiny.causes()).toEqual(["lost", "lost-twice"]);
  expect(changes[1]?.opened?.status).toMatchObject({
    backend: "wasm",
    reason: expect.stringContaining("lost twice"),
  });
  expect((await tiny.open()).status.backend).toBe("webgpu");
});
