import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/core/api.ts";
import type { Atlas } from "../../src/core/atlas.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import { fit } from "../../src/engine/fit.ts";
import { readText } from "../../src/engine/readText.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

let e: Experiment;
let atlas: Atlas;
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
});
afterAll(() => e.source.release());

const FULL = [{ name: "full", kind: "full" } as const];

/** What a long call reports, and whether it rises to its end. */
function expectRising(fractions: number[]) {
  expect(fractions.length).toBeGreaterThan(0);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
}

describe("progress", () => {
  it("of a fit and of an evaluation rises to one", async () => {
    const told: Progress[] = [];
    const onProgress = (p: Progress) => told.push(p);
    await fit(e.source, e.split.train, e.recipe, { onProgress, batchSize: 1 });
    expectRising(told.map((p) => p.fraction));
    expect(told[0]!.label).toBe("Fitting 4 classes");
    told.length = 0;
    await evaluate(e.source, cpuBackend(atlas), atlas, e.split.test, FULL, { onProgress, batchSize: 1 });
    expectRising(told.map((p) => p.fraction));
    expect(told[0]!.label).toBe("Scoring 8 sentences");
  });
});

describe("a signal", () => {
  it("stops a fit at the next class and an evaluation at the next batch", async () => {
    const signal = { aborted: false };
    let fractions: number[] = [];
    const onProgress = ({ fraction }: Progress) => {
      fractions.push(fraction);
      signal.aborted = true;
    };
    expect(await refusal(() => fit(e.source, e.split.train, e.recipe, { signal, onProgress }))).toMatch(
      /^aborted: /,
    );
    expect(fractions).toEqual([1 / 4]);
    [signal.aborted, fractions] = [false, []];
    const control = { signal, onProgress, batchSize: 2 };
    expect(
      await refusal(() => evaluate(e.source, cpuBackend(atlas), atlas, e.split.test, FULL, control)),
    ).toMatch(/^aborted: /);
    expect(fractions).toEqual([2 / 8]);
  });

  it("that is set before keeps everything from starting", async () => {
    const signal = { aborted: true };
    expect(await refusal(() => fit(e.source, e.split.train, e.recipe, { signal }))).toMatch(/^aborted: /);
  });
});

describe("a fit is refused", () => {
  it("with one sentence in a class, before the model runs", async () => {
    const classes = e.split.train.classes.map((c, i) => (i === 2 ? { ...c, sentences: ["only one"] } : c));
    expect(await refusal(() => fit(e.source, { classes }, e.recipe))).toBe(
      'bad-data: tiny.json can\'t be used as a data set: the class "about clocks / loud" has 1 training sentence(s); two or more are needed.',
    );
  });

  it("where all values are the same", async () => {
    async function* still(batch: readonly (readonly number[])[]) {
      const nPos = Math.max(...batch.map((ids) => ids.length));
      for (const layer of [0, 1])
        yield { layer, residPost: new Float32Array(batch.length * nPos * 16).fill(2) };
    }
    const recipe = { ...e.recipe, options: { ...e.recipe.options, center: false } };
    const told = await refusal(() => fit({ ...e.source, run: still }, e.split.train, recipe));
    expect(told).toBe(
      'bad-data: All 128 values of "about bees / loud" at layer 0 are 2: with no spread there is no bandwidth, hence no density.',
    );
  });
});

describe("what the model reads of a text", () => {
  const options = { dropLastWord: true, prependBos: false };
  it("is all but the last word, with BOS in front where asked", () => {
    const { read, tokens } = readText(e.source, "a bee sings", { dropLastWord: true, prependBos: true });
    expect([read, tokens.ids]).toEqual(["a bee", [256, 97, 32, 98, 101, 101]]);
    expect(readText(e.source, "a bee", { ...options, dropLastWord: false }).read).toBe("a bee");
  });

  it("must have a token", async () => {
    expect(await refusal(() => readText(e.source, "", options))).toBe(
      'bad-data: The text "" has no tokens: write at least one word.',
    );
    expect(await refusal(() => readText(e.source, " word", options))).toContain('" word" has no tokens');
  });
});
