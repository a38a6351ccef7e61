import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/core/api.ts";
import { type Atlas, cutoffsOf, pooledClass } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { poolValues } from "../../src/core/pooling.ts";
import { ownCutoffs } from "../../src/core/tokenTails.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { fit } from "../../src/engine/fit.ts";
import { createLab } from "../../src/engine/lab.ts";
import { shared } from "../../src/engine/lock.ts";
import { noAtlas } from "../../src/engine/noAtlas.ts";
import { readText } from "../../src/engine/readText.ts";
import { spreadOverClasses } from "../../src/engine/spread.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

let e: Experiment;
let atlas: Atlas;
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
});
afterAll(() => e.source.release());

const data = () => ({ dataName: "tiny.json", test: e.split.test });
const toArray = async (residPost: unknown, length: number) => (residPost as Float32Array).slice(0, length);
const control = (onProgress: (p: Progress) => void = () => {}) => ({ batchSize: 3, toArray, onProgress });
const labOf = (of: Atlas, guesses = true, source = e.source) =>
  createLab(shared(source), cpuBackend(of), of, guesses);

/** Values of each sentence alone, [sentence][dimension]: two passes, float64. */
async function valuesAt(layer: number, of: Atlas): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for (const { text } of e.split.test) {
    const { options } = of.recipe;
    const { ids } = readText(e.source, text, options).tokens;
    for await (const { layer: l, residPost } of e.source.run([ids]))
      if (l === layer)
        all.push(poolValues(residPost, ids.length, 16, { ...options, skipBos: options.prependBos }));
  }
  return all;
}

describe("a profile of the dimensions", () => {
  it.each(["last", "mean"] as const)(
    "has the moments and tail shares of every sentence: %s",
    async (pooling) => {
      const of = { ...atlas, recipe: { ...atlas.recipe, options: { ...atlas.recipe.options, pooling } } };
      const profile = await labOf(of).dimensionProfile(data(), 1000, control());
      expect(profile).toMatchObject({ dataName: "tiny.json", nSentences: 8 });
      for (const layer of [0, 1]) {
        const values = await valuesAt(layer, of);
        const { left, right } = cutoffsOf(of, pooledClass(of), layer);
        for (let d = 0; d < 16; d++) {
          const column = values.map((v) => v[d]!);
          const mean = column.reduce((a, b) => a + b, 0) / 8;
          const std = Math.sqrt(column.reduce((s, v) => s + (v - mean) ** 2, 0) / 8);
          const at = layer * 16 + d;
          expect(profile.mean[at]).toBeCloseTo(mean, 4);
          expect(profile.std[at]).toBeCloseTo(std, 4);
          expect(profile.tailShare[at]).toBe(column.filter((v) => v < left || v > right).length / 8);
        }
      }
      expect(Math.max(...profile.tailShare)).toBeGreaterThan(0);
    },
  );

  it("without an atlas takes each sentence's own cut-offs", async () => {
    const none = noAtlas(e.source.shape);
    const { tailShare, mean } = await labOf(none, false).dimensionProfile(data(), 8, control());
    const values = await valuesAt(1, none);
    const beyond = values.map((bag) => {
      const { left, right } = ownCutoffs(bag, 2);
      return [...bag].map((v) => v < left || v > right);
    });
    for (let d = 0; d < 16; d++) {
      expect(tailShare[16 + d]).toBe(beyond.filter((row) => row[d]).length / 8);
      expect(mean[16 + d]).toBeCloseTo(values.reduce((s, v) => s + v[d]!, 0) / 8, 4);
    }
  });

  it("counts each token of an atlas that pools all of them", async () => {
    const { options } = atlas.recipe;
    const of = { ...atlas, recipe: { ...atlas.recipe, options: { ...options, pooling: "all" as const } } };
    const { mean } = await labOf(of).dimensionProfile(data(), 8, control());
    const rows = (await valuesAt(0, of)).flatMap((bag) =>
      Array.from({ length: bag.length / 16 }, (_, i) => bag[16 * i + 5]!),
    );
    expect(rows.length).toBeGreaterThan(40);
    expect(mean[5]).toBeCloseTo(rows.reduce((a, b) => a + b, 0) / rows.length, 4);
  });

  it("is kept: asked again, the model is not", async () => {
    let runs = 0;
    const source: typeof e.source = {
      ...e.source,
      run: (batch, signal) => {
        runs++;
        return e.source.run(batch, signal);
      },
    };
    const lab = labOf(atlas, true, source);
    const told: number[] = [];
    const four = await lab.dimensionProfile(
      data(),
      4,
      control((p) => told.push(p.fraction)),
    );
    expect([four.nSentences, runs]).toEqual([4, 2]);
    expect(told.at(-1)).toBe(1);
    expect(await lab.dimensionProfile(data(), 4, control())).toBe(four);
    expect(runs).toBe(2);
    expect((await lab.dimensionProfile(data(), 5, control())).nSentences).toBe(5);
  });

  it("lets typing take its turn", async () => {
    const lab = labOf(atlas);
    const order: string[] = [];
    const profile = lab
      .dimensionProfile(data(), 8, { ...control(), batchSize: 1 })
      .then(() => order.push("profile"));
    await lab.guess({ text: "typed meanwhile", layer: 0, mode: "full" }, () => {});
    order.push("guess");
    await profile;
    expect(order).toEqual(["guess", "profile"]);
  });

  it("is stopped by cancel, by the lab's stop and by a newer one, and can be had again", async () => {
    const lab = labOf(atlas);
    for (const stop of [() => lab.cancelProfile(), () => lab.stop()]) {
      let told = 0;
      const seen = () => {
        told++;
        stop();
      };
      const asked = lab.dimensionProfile(data(), 8, { ...control(seen), batchSize: 1 });
      expect(await refusal(() => asked)).toMatch(/^aborted: /);
      expect(told).toBe(1);
    }
    const late = control((p) => p.fraction === 1 && lab.cancelProfile());
    expect(await refusal(() => lab.dimensionProfile(data(), 8, late))).toMatch(/^aborted: /);
    const older = lab.dimensionProfile(data(), 8, control()).catch(failureKind);
    const newer = lab.dimensionProfile(data(), 6, control());
    expect([await older, (await newer).nSentences]).toEqual(["aborted", 6]);
    expect((await lab.dimensionProfile(data(), 8, control())).nSentences).toBe(8);
  });

  it("is also stopped while its sentences are on their way", async () => {
    const lab = labOf(atlas);
    const asked = lab.dimensionProfile(Promise.resolve(data()), 8, control());
    lab.cancelProfile();
    expect(await refusal(() => asked)).toMatch(/^aborted: /);
  });

  it("of no sentences is refused", async () => {
    const lab = labOf(atlas);
    for (const n of [0, 1.5, Number.NaN])
      expect(await refusal(() => lab.dimensionProfile(data(), n, control()))).toBe(
        `usage: ${n} sentences can't be read: one or more are needed.`,
      );
    expect(await refusal(() => lab.dimensionProfile({ dataName: "d", test: [] }, 5, control()))).toBe(
      "bad-data: d holds out no sentences.",
    );
  });
});

describe("sentences spread over classes", () => {
  const ofClass = [0, 0, 0, 0, 1, 1, 2, 2, 2, 3];
  it("are as many of each as there can be", () => {
    expect(spreadOverClasses(ofClass, 4)).toEqual([0, 4, 6, 9]);
    expect(spreadOverClasses(ofClass, 7)).toEqual([0, 1, 4, 5, 6, 7, 9]);
    expect(spreadOverClasses(ofClass, 100)).toEqual(ofClass.map((_, i) => i));
    expect(spreadOverClasses([], 5)).toEqual([]);
  });

  it("are of classes far apart where there are fewer than classes", () => {
    const many = Array.from({ length: 240 }, (_, i) => Math.floor(i / 2));
    const chosen = spreadOverClasses(many, 60).map((place) => many[place]);
    expect(chosen).toEqual(Array.from({ length: 60 }, (_, i) => 2 * i));
  });
});
