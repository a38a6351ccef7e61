import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LayerSketch, Report } from "../../src/core/api.ts";
import { type Atlas, cutoffsOf, densityRow, pooledClass } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { moments } from "../../src/core/moments.ts";
import type { Mode } from "../../src/core/options.ts";
import { leaks } from "../../src/core/split.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { fit } from "../../src/engine/fit.ts";
import { createLab, type Lab } from "../../src/engine/lab.ts";
import { shared } from "../../src/engine/lock.ts";
import { noAtlas } from "../../src/engine/noAtlas.ts";
import { predict } from "../../src/engine/predict.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

let e: Experiment;
let atlas: Atlas;
let lab: Lab;
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
  lab = createLab(shared(e.source), cpuBackend(atlas), atlas);
});
afterAll(() => e.source.release());
const nothing = () => {};
const heldOut = () => ({ test: e.split.test, leaked: leaks(e.split) });

describe("a guess", () => {
  it("tells what was read, token by token, and ranks every class in both modes", async () => {
    const guess = await lab.guess({ text: "a bee sings", layer: 1, mode: "full" }, nothing);
    expect(guess).toMatchObject({ text: "a bee sings", readText: "a bee", cut: 0 });
    expect(guess.tokenTexts.join("")).toBe("<|endoftext|>a bee");
    for (const { ranking, logLikelihood } of [guess.modes.full, guess.modes.tails]) {
      expect([...ranking].sort()).toEqual([0, 1, 2, 3]);
      expect(logLikelihood[ranking[0]!]).toBe(Math.max(...logLikelihood));
    }
    expect(guess.modes.full).toMatchObject({ floorShare: 0, meanTailCount: 16 });
    expect(guess.picture.predictedClass).toBe(guess.modes.full.ranking[0]);
  });

  it("counts the model's own time, not what is done with its layers", async () => {
    const busy = () => {
      for (const until = performance.now() + 150; performance.now() < until; );
    };
    const start = performance.now();
    const modes: Mode[] = [{ name: "full", kind: "full" }];
    const { modelMs, scorer } = await predict(e.source, cpuBackend(atlas), atlas, "a bee sings", modes, {
      onLayer: busy,
    });
    scorer.dispose();
    expect(modelMs).toBeGreaterThan(0);
    expect(modelMs).toBeLessThan(150); // a few in truth
    expect(performance.now() - start).toBeGreaterThan(300);
  });

  it("tells of every layer, tails by the pooled reference", async () => {
    const told: LayerSketch[] = [];
    await lab.guess({ text: "a bee sings", layer: 0, mode: "tails" }, (sketch) => told.push(sketch));
    await vi.waitFor(() => expect(told.map((s) => s.layer)).toEqual([0, 1]));
    told.forEach((s, layer) => {
      expect(s.cutoffs).toEqual(cutoffsOf(atlas, pooledClass(atlas), layer));
      expect(s.count).toBe(16);
      expect(s.sentence.y).toHaveLength(400);
    });
  });

  it("is given up when a newer text is typed, and the newest wins", async () => {
    const texts = ["first words typed", "second words typed", "third words typed"];
    const results = await Promise.allSettled(
      texts.map((text) => lab.guess({ text, layer: 0, mode: "full" }, nothing)),
    );
    expect(results.map((r) => (r.status === "fulfilled" ? r.value.text : failureKind(r.reason)))).toEqual([
      "aborted",
      "aborted",
      "third words typed",
    ]);
  });

  it("that is refused leaves the lab usable", async () => {
    const bare = {
      ...atlas,
      recipe: { ...atlas.recipe, options: { ...atlas.recipe.options, prependBos: false } },
    };
    const other = createLab(shared(e.source), cpuBackend(bare), bare);
    expect(await refusal(() => other.guess({ text: "", layer: 0, mode: "full" }, nothing))).toContain(
      "has no tokens",
    );
    expect((await other.guess({ text: "two words", layer: 0, mode: "full" }, nothing)).readText).toBe("two");
  });
});

describe("a look", () => {
  it("before any guess is refused", async () => {
    expect(
      await refusal(() =>
        createLab(shared(e.source), cpuBackend(atlas), atlas).look({ layer: 0, mode: "full" }),
      ),
    ).toContain("no sentence to look at");
  });

  it("shows another layer and mode of the text last guessed", async () => {
    const guess = await lab.guess({ text: "a bee sings", layer: 0, mode: "full" }, nothing);
    const { picture, modes } = guess;
    expect(await lab.look({ layer: 0, mode: "full" })).toEqual({ picture, modes });
    const { picture: seen } = await lab.look({ layer: 1, mode: "tails" });
    const best = guess.modes.tails.ranking[0]!;
    expect(seen).toMatchObject({
      layer: 1,
      predictedClass: best,
      count: 16,
      cutoffs: cutoffsOf(atlas, best, 1),
    });
    expect(seen.predicted?.y).toEqual(densityRow(atlas, best, 1));
    expect(seen.pooled?.y).toEqual(densityRow(atlas, pooledClass(atlas), 1));
    expect(seen.tails.length).toBeGreaterThan(0);
    for (const [i, { value, dimension }] of seen.tails.entries()) {
      expect(value < seen.cutoffs.left || value > seen.cutoffs.right).toBe(true);
      expect(dimension).toBeLessThan(16);
      if (i > 0) expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(seen.tails[i - 1]!.value));
    }
  });
});

describe("an evaluation", () => {
  it("lets typing take its turn, and both end", async () => {
    const order: string[] = [];
    const report = lab.evaluate(heldOut(), 1, nothing).then((r) => {
      order.push("report");
      return r;
    });
    await lab.guess({ text: "typed meanwhile", layer: 0, mode: "full" }, nothing);
    order.push("guess");
    expect((await report).nTest).toBe(8);
    expect(order).toEqual(["guess", "report"]);
  });

  it("is stopped by cancel and by the lab's own stop, and can be had again", async () => {
    for (const stop of [() => lab.cancelEvaluate(), () => lab.stop()]) {
      const told = refusal(() => lab.evaluate(heldOut(), 1, stop));
      expect(await told).toMatch(/^aborted: /);
    }
    expect((await lab.evaluate(heldOut(), 4, nothing)).nTest).toBe(8);
  });

  it("is also stopped while its sentences are on their way", async () => {
    let resolve: (sentences: ReturnType<typeof heldOut>) => void = nothing;
    const promise = new Promise<ReturnType<typeof heldOut>>((r) => {
      resolve = r;
    });
    const told = refusal(() => lab.evaluate(promise, 1, nothing));
    lab.cancelEvaluate();
    resolve(heldOut());
    expect(await told).toMatch(/^aborted: /);
  });
});

describe("the last evaluation", () => {
  it("is scored by layers, and opened cell by cell, without a pass over the model", async () => {
    let runs = 0;
    const source: typeof e.source = {
      ...e.source,
      run: (batch, signal) => {
        runs++;
        return e.source.run(batch, signal);
      },
    };
    const own = createLab(shared(source), cpuBackend(atlas), atlas);
    for (const ask of [() => own.reportOf([0]), () => own.cell("full", -1, 0, 0)])
      expect(await refusal(async () => ask())).toMatch(/^usage: Nothing has been evaluated yet/);
    const report = await own.evaluate({ ...heldOut(), repeated: e.split.test.map(() => true) }, 4, nothing);
    expect(report.nRepeats).toBe(8);
    const before = runs;
    const cells = (r: Report, level: number) =>
      (level < 0 ? r.modes.tails!.path : r.modes.tails!.levels[level]!).confusion;
    const opened = (level: number) =>
      cells(report, level).map((row, t) => row.map((_, p) => own.cell("tails", level, t, p).length));
    for (const level of [-1, 0, 1]) expect(opened(level)).toEqual(cells(report, level));
    const first = own.reportOf([0]);
    expect(first.layersUsed).toEqual([0]);
    for (const level of [-1, 0, 1]) expect(opened(level)).toEqual(cells(first, level)); // of the report last given
    expect(await refusal(async () => own.reportOf([7]))).toContain("There is no layer 7");
    expect(own.reportOf([0, 1])).toEqual(report);
    expect(opened(-1)).toEqual(cells(report, -1));
    expect(runs).toBe(before);
  });

  it("stays where a newer one is stopped", async () => {
    const report = await lab.evaluate(heldOut(), 4, nothing);
    await refusal(() => lab.evaluate(heldOut(), 1, () => lab.cancelEvaluate()));
    expect(lab.reportOf([0, 1])).toEqual(report);
  });
});

describe("a lab without an atlas", () => {
  it("shows layers with the tails of their own moments, and guesses nothing", async () => {
    const none = noAtlas(e.source.shape);
    const bare = createLab(shared(e.source), cpuBackend(none), none, false);
    const told: LayerSketch[] = [];
    const guess = await bare.guess({ text: "a bee sings", layer: 1, mode: "full" }, (sketch) =>
      told.push(sketch),
    );
    await vi.waitFor(() => expect(told.map((s) => s.layer)).toEqual([0, 1]));
    expect(guess.readText).toBe("a bee sings");
    expect([guess.modes.full.ranking, guess.modes.tails.logLikelihood]).toEqual([[], []]);
    expect(guess.picture).toMatchObject({ layer: 1, predictedClass: -1, count: 16 });
    expect("pooled" in guess.picture || "predicted" in guess.picture).toBe(false);
    const { cutoffs, tails, sentence } = (await bare.look({ layer: 0, mode: "tails" })).picture;
    expect(cutoffs).toEqual(told[0]!.cutoffs);
    const { mean, std } = await own(0);
    expect(cutoffs.left).toBeCloseTo(mean - 2 * std, 6);
    expect(cutoffs.right).toBeCloseTo(mean + 2 * std, 6);
    expect(tails.every(({ value }) => value < cutoffs.left || value > cutoffs.right)).toBe(true);
    expect(sentence.min).toBeLessThan(sentence.max);
    expect(await refusal(() => bare.evaluate(heldOut(), 4, nothing))).toMatch(
      /^usage: No atlas has been fitted for /,
    );
  });

  const own = async (layer: number) => {
    const { ids } = e.source.tokenize("a bee sings", true);
    for await (const { layer: l, residPost } of e.source.run([ids])) {
      if (l !== layer) continue;
      const last = residPost.subarray((ids.length - 1) * 16, ids.length * 16);
      const center = last.reduce((a, b) => a + b, 0) / 16;
      return moments(last.map((v) => v - center));
    }
    throw new Error("no such layer");
  };
});
