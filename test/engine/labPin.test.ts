import { afterAll, beforeAll, expect, it } from "vitest";
import type { GuessRequest } from "../../src/core/api.ts";
import { type Atlas, cutoffsOf } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import type { Backend } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { fit } from "../../src/engine/fit.ts";
import { createLab } from "../../src/engine/lab.ts";
import { shared } from "../../src/engine/lock.ts";
import { noAtlas } from "../../src/engine/noAtlas.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

const TYPED: GuessRequest = { text: "a bee sings softly here", layer: 1, mode: "tails" };
const PINNED: GuessRequest = { ...TYPED, text: "clocks strike and strike again" };
const nothing = () => {};

let e: Experiment;
let atlas: Atlas;
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
});
afterAll(() => e.source.release());

/** A lab, and how many of its sentences are still open. */
function counted(of = atlas, guesses = true) {
  const cpu = cpuBackend(of);
  let open = 0;
  const backend: Backend<Float32Array> = {
    ...cpu,
    scorer(modes, options) {
      const scorer = cpu.scorer(modes, options);
      let closed = false;
      open++;
      const dispose = () => {
        if (!closed) open--;
        closed = true;
        scorer.dispose();
      };
      return { ...scorer, dispose };
    },
  };
  return { lab: createLab(shared(e.source), backend, of, guesses), open: () => open };
}

it("a pinned sentence is shown by the cut-offs of the typed one", async () => {
  const { lab } = counted();
  const pinned = await lab.pin(PINNED);
  expect(pinned).toMatchObject({ text: PINNED.text, readText: "clocks strike and strike" });
  expect("pinned" in pinned!.picture).toBe(false);
  const guess = await lab.guess(TYPED, nothing);
  const beside = guess.picture.pinned!;
  expect(beside.sentence).toEqual(pinned!.picture.sentence);
  const { left, right } = cutoffsOf(atlas, guess.picture.predictedClass, 1);
  expect(beside.tails.length).toBeGreaterThan(0);
  expect(beside.tails.every(({ value }) => value < left || value > right)).toBe(true);
  const typed = counted().lab;
  const { cutoffs } = (await typed.guess(PINNED, nothing)).picture;
  const sketches = (await typed.look({ ...PINNED, fixed: { left: -9, right: 9 } })).sketches!;
  expect(pinned!.sketches.map(({ sentence }) => sentence)).toEqual(sketches.map(({ sentence }) => sentence));
  const fixed = { left: -0.5, right: 0.5 };
  const look = await lab.look({ layer: 1, mode: "tails", fixed });
  const alone = counted().lab;
  await alone.guess({ ...PINNED, fixed }, nothing);
  expect(look.picture.pinned!.tails).toEqual(
    (await alone.look({ layer: 1, mode: "tails", fixed })).picture.tails,
  );
  expect(look.picture.pinned!.tails).not.toEqual(beside.tails);
  expect(cutoffs).toEqual(pinned!.picture.cutoffs); // the pinned guess itself is by its own class
});

it("pinning leaves what is typed as it was, and does not stop it", async () => {
  const { lab } = counted();
  const before = await lab.guess(TYPED, nothing);
  const [typed, pinned] = await Promise.all([lab.guess(TYPED, nothing), lab.pin(PINNED)]);
  expect(typed.modes).toEqual(before.modes);
  const { picture, modes } = await lab.look(TYPED);
  expect(modes).toEqual(before.modes);
  expect(picture.sentence).toEqual(before.picture.sentence);
  expect(picture.pinned!.sentence).toEqual(pinned!.picture.sentence);
});

it("the newest is kept, older ones are let go, and so is what was shown when the lab stops", async () => {
  const { lab, open } = counted();
  await lab.guess(TYPED, nothing);
  const results = await Promise.allSettled([lab.pin(PINNED), lab.pin(TYPED), lab.pin(PINNED)]);
  expect(results.map((r) => (r.status === "rejected" ? failureKind(r.reason) : r.value!.text))).toEqual([
    "aborted",
    "aborted",
    PINNED.text,
  ]);
  expect(open()).toBe(2);
  await lab.pin({ ...PINNED, text: "another one now" });
  await lab.guess(PINNED, nothing);
  expect(open()).toBe(2);
  expect(await lab.pin(undefined)).toBeUndefined();
  expect(open()).toBe(1);
  expect("pinned" in (await lab.look(TYPED)).picture).toBe(false);
  await lab.pin(PINNED);
  lab.stop();
  expect(open()).toBe(0);
  expect(await refusal(() => lab.look(TYPED))).toContain("no sentence to look at");
});

it("unpinning drops a sentence that is still on its way", async () => {
  const { lab, open } = counted();
  await lab.guess(TYPED, nothing);
  const told = refusal(() => lab.pin(PINNED));
  await lab.pin(undefined);
  expect(await told).toMatch(/^aborted: /);
  expect(open()).toBe(1);
  expect("pinned" in (await lab.look(TYPED)).picture).toBe(false);
});

it("one that is refused leaves the one before", async () => {
  const { lab } = counted();
  await lab.guess(TYPED, nothing);
  await lab.pin(PINNED);
  expect(await refusal(() => lab.pin({ ...PINNED, token: -3 }))).toMatch(/^usage: There is no token -3/);
  expect((await lab.look(TYPED)).picture.pinned).toBeDefined();
});

it("without an atlas it is shown by the typed sentence's own cut-offs", async () => {
  const { lab } = counted(noAtlas(e.source.shape), false);
  await lab.pin(PINNED);
  const { picture } = await lab.guess(TYPED, nothing);
  const { left, right } = picture.cutoffs;
  expect(picture.pinned!.tails.every(({ value }) => value < left || value > right)).toBe(true);
  expect(picture.pinned!.sentence).not.toEqual(picture.sentence);
});
