import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { GuessRequest, LayerSketch } from "../../src/core/api.ts";
import { type Atlas, cutoffsOf, densityRow, pooledClass, ruleOf } from "../../src/core/atlas.ts";
import { withFixedTails } from "../../src/core/fixedTails.ts";
import { fitLogistic } from "../../src/core/logistic.ts";
import type { FitOptions, Mode } from "../../src/core/options.ts";
import { poolValues } from "../../src/core/pooling.ts";
import { rank } from "../../src/core/ranking.ts";
import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import { tailValues } from "../../src/core/tailValues.ts";
import { ownCutoffs, tokenTails } from "../../src/core/tokenTails.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { fit } from "../../src/engine/fit.ts";
import { createLab, type Lab } from "../../src/engine/lab.ts";
import { shared } from "../../src/engine/lock.ts";
import { noAtlas } from "../../src/engine/noAtlas.ts";
import { predict } from "../../src/engine/predict.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { refusal } from "../support/refusal.ts";

const TEXT = "a bee sings to the clocks loudly";
const READ = "a bee sings to the clocks";
const MODES: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];
const nothing = () => {};

let e: Experiment;
let atlas: Atlas;
beforeAll(async () => {
  e = await tinyExperiment();
  atlas = await fit(e.source, e.split.train, e.recipe);
});
afterAll(() => e.source.release());

const labOf = (of: Atlas, guesses = true): Lab => createLab(shared(e.source), cpuBackend(of), of, guesses);
const withOptions = (options: Partial<FitOptions>): Atlas => ({
  ...atlas,
  recipe: { ...atlas.recipe, options: { ...atlas.recipe.options, ...options } },
});

/** A guess together with all sketches of its layers. */
async function guessed(lab: Lab, request: GuessRequest) {
  const sketches: LayerSketch[] = [];
  const guess = await lab.guess(request, (sketch) => sketches.push(sketch));
  await vi.waitFor(() => expect(sketches).toHaveLength(2));
  return { guess, sketches };
}

/** The residual stream of a text at a layer, [pos, 16], each token centred. */
async function streamOf(read: string, layer: number): Promise<Float32Array> {
  const { ids } = e.source.tokenize(read, true);
  for await (const { layer: l, residPost } of e.source.run([ids]))
    if (l === layer)
      return poolValues(residPost, ids.length, 16, { pooling: "all", center: true, skipBos: false });
  throw new Error("no such layer");
}

const lastOf = (stream: Float32Array, token = stream.length / 16 - 1) =>
  stream.slice(token * 16, (token + 1) * 16);

describe("a chosen token", () => {
  it.each(["last", "mean", "all"] as const)(
    "scores as the text cut after it does, pooling %s",
    async (pooling) => {
      const { guess } = await guessed(labOf(withOptions({ pooling, dropLastWord: false })), {
        text: READ,
        token: 6,
        layer: 1,
        mode: "tails",
      });
      const cut = withOptions({ pooling: "last", dropLastWord: false });
      const { tokens, rankings, scorer } = await predict(
        e.source,
        cpuBackend(cut),
        cut,
        READ.slice(0, 6),
        MODES,
      );
      scorer.dispose();
      expect(tokens.ids).toEqual(guess.tokenIds.slice(0, 7)); // BOS and six letters
      for (const [m, mode] of (["full", "tails"] as const).entries()) {
        guess.modes[mode].logLikelihood.forEach((score, c) => {
          expect(score).toBeCloseTo(rankings[m]!.logLikelihood[c]!, 2);
        });
        expect(guess.modes[mode].ranking).toEqual(rankings[m]!.ranking);
      }
      expect(guess.token).toBe(6);
      expect(guess.tokenTexts.join("")).toBe(`<|endoftext|>${READ}`); // no chip vanishes
      expect(guess.picture.count).toBe(16);
    },
  );

  it("past the end is the last one, and none at all is refused", async () => {
    const lab = labOf(atlas);
    const request = { text: TEXT, layer: 0, mode: "full" } as const;
    const { guess: last } = await guessed(lab, request);
    const { guess: past } = await guessed(lab, { ...request, token: 999 });
    expect([last.token, past.token]).toEqual([undefined, last.tokenIds.length - 1]);
    expect(past.modes).toEqual(last.modes);
    for (const odd of [-1, 0.5, Number.NaN])
      expect(await refusal(() => lab.guess({ ...request, token: odd }, nothing))).toBe(
        `usage: There is no token ${odd}: positions are whole numbers from 0.`,
      );
  });

  it("leaves the bars of all tokens as they are", async () => {
    const lab = labOf(atlas);
    const whole = await guessed(lab, { text: TEXT, layer: 0, mode: "full" });
    const one = await guessed(lab, { text: TEXT, token: 3, layer: 0, mode: "full" });
    for (const [layer, sketch] of one.sketches.entries()) {
      const stream = await streamOf(READ, layer);
      const by = { cutoffs: cutoffsOf(atlas, pooledClass(atlas), layer), rule: ruleOf(atlas) };
      expect(sketch.tokenTails).toEqual(tokenTails(stream, 16, by));
      expect(sketch.tokenTails).toEqual(whole.sketches[layer]!.tokenTails);
      expect(sketch.tokenTails).toHaveLength(one.guess.tokenIds.length);
      expect(sketch.tokenTails[3]).toBe(sketch.tailCount);
      expect(sketch.tails).toEqual(tailValues(lastOf(stream, 3), 16, by.cutoffs, by.rule));
    }
  });
});

describe("what each layer says", () => {
  it("adds up to the log-likelihoods", async () => {
    const { guess } = await guessed(labOf(atlas), { text: TEXT, layer: 0, mode: "full" });
    for (const { byLayer, logLikelihood } of Object.values(guess.modes)) {
      expect(byLayer).toHaveLength(4 * 2);
      logLikelihood.forEach((total, c) => {
        expect((byLayer[2 * c]! + byLayer[2 * c + 1]!) / total).toBeCloseTo(1, 6);
      });
      expect(byLayer[0]).not.toBe(byLayer[1]);
    }
  });
});

describe("a picture", () => {
  it("has the quantiles and the likeliest logistic distribution of the values", async () => {
    const { guess } = await guessed(labOf(atlas), { text: TEXT, layer: 1, mode: "full" });
    const values = lastOf(await streamOf(READ, 1));
    expect(guess.picture.quantiles).toEqual(values.toSorted());
    expect(guess.picture.logistic).toEqual(fitLogistic(values));
    expect(guess.picture.tails).toEqual(
      tailValues(values, 16, guess.picture.cutoffs, atlas.recipe.options.tailRule),
    );
  });

  it("has the densities of the classes asked for, of those that there are", async () => {
    const lab = labOf(atlas);
    await guessed(lab, { text: TEXT, layer: 0, mode: "full" });
    const { picture } = await lab.look({ layer: 1, mode: "full", classes: [2, 0, 77, -1, 0.5] });
    expect(picture.classes!.map((c) => c.index)).toEqual([2, 0]);
    expect(picture.classes![0]!.curve).toEqual({
      min: atlas.gridMin[5],
      max: atlas.gridMax[5],
      y: densityRow(atlas, 2, 1),
    });
    expect("classes" in (await lab.look({ layer: 1, mode: "full" })).picture).toBe(false);
  });
});

describe("cut-offs set by hand", () => {
  const fixed = { left: -0.9, right: 0.7 };

  it("score as an atlas with the fixed rule does, and move picture and sketches", async () => {
    const lab = labOf(atlas);
    const plain = await guessed(lab, { text: TEXT, layer: 0, mode: "tails" });
    const { picture, modes, sketches } = await lab.look({ layer: 1, mode: "tails", fixed });
    const by = withFixedTails(atlas, fixed);
    const scores = emptyScores(by, MODES);
    const bags = await Promise.all([0, 1].map(async (layer) => lastOf(await streamOf(READ, layer))));
    for (const layer of [0, 1]) scoreLayer(bags[layer]!, by, layer, MODES, scores);
    expect(modes.tails.byLayer).toEqual(Float32Array.from(scores[1]!.logLikelihood));
    expect(modes.tails.ranking).toEqual(rank(modes.tails.logLikelihood));
    expect(modes.tails.logLikelihood).not.toEqual(plain.guess.modes.tails.logLikelihood);
    expect(modes.full).toEqual(plain.guess.modes.full);
    expect(modes.tails.meanTailCount).toBe(
      scores[1]!.tailCount.reduce((a, b) => a + b, 0) / scores[1]!.tailCount.length,
    );
    expect(picture.predictedClass).toBe(modes.tails.ranking[0]);
    expect(picture.cutoffs).toEqual(fixed);
    expect(picture.tails).toEqual(tailValues(bags[1]!, 16, fixed, { rule: "fixed", ...fixed }));
    for (const [layer, sketch] of sketches!.entries()) {
      const stream = await streamOf(READ, layer);
      const tails = tailValues(bags[layer]!, 16, fixed, { rule: "fixed", ...fixed });
      expect(sketch).toMatchObject({ layer, cutoffs: fixed, tailCount: tails.length, tails });
      expect(sketch.tokenTails).toEqual(
        tokenTails(stream, 16, { cutoffs: fixed, rule: { rule: "fixed", ...fixed } }),
      );
      expect(sketch.sentence).toEqual(plain.sketches[layer]!.sentence);
    }
  });

  it("give the numbers of an atlas fitted with them", async () => {
    const recipe = {
      ...e.recipe,
      options: { ...e.recipe.options, tailRule: { rule: "fixed", ...fixed } },
    } as const;
    const fitted = await fit(e.source, e.split.train, recipe);
    const { guess: expected } = await guessed(labOf(fitted), { text: TEXT, layer: 0, mode: "tails" });
    const { guess } = await guessed(labOf(atlas), { text: TEXT, layer: 0, mode: "tails", fixed });
    expect(guess.modes.tails).toEqual(expected.modes.tails);
    expect(guess.modes.full.ranking).toEqual(expected.modes.full.ranking); // its sums are taken in another order
    expect(guess.picture).toEqual(expected.picture);
  });

  it("come with a guess, and with sketches only where they change", async () => {
    const lab = labOf(atlas);
    const { sketches, guess } = await guessed(lab, { text: TEXT, layer: 0, mode: "tails", fixed });
    expect(sketches.map((s) => s.cutoffs)).toEqual([fixed, fixed]);
    const again = await lab.look({ layer: 0, mode: "tails", fixed: { ...fixed } });
    expect(again).toEqual({ picture: guess.picture, modes: guess.modes });
    const moved = await lab.look({ layer: 0, mode: "tails", fixed: { left: -0.9, right: 0.9 } });
    expect(moved.sketches!.map((s) => s.cutoffs.right)).toEqual([0.9, 0.9]);
    const back = await lab.look({ layer: 1, mode: "tails" });
    expect(back.sketches!.map((s) => s.cutoffs)).toEqual(
      [0, 1].map((layer) => cutoffsOf(atlas, pooledClass(atlas), layer)),
    );
    expect("sketches" in (await lab.look({ layer: 0, mode: "full" }))).toBe(false);
    expect(back.modes).toEqual(
      (await guessed(labOf(atlas), { text: TEXT, layer: 1, mode: "tails" })).guess.modes,
    );
  });

  it("that are none are refused, and change nothing", async () => {
    const lab = labOf(atlas);
    const odd = { left: 2, right: 1 };
    expect(
      await refusal(() => lab.guess({ text: TEXT, layer: 0, mode: "full", fixed: odd }, nothing)),
    ).toMatch(/^usage: Cut-offs at 2 and 1/);
    await guessed(lab, { text: TEXT, layer: 0, mode: "full" });
    expect(await refusal(() => lab.look({ layer: 0, mode: "full", fixed: odd }))).toMatch(/^usage: /);
    expect("sketches" in (await lab.look({ layer: 0, mode: "full" }))).toBe(false);
  });
});

describe("without an atlas", () => {
  it("each token has the tails of its own values, and cut-offs can be set", async () => {
    const none = noAtlas(e.source.shape);
    const lab = labOf(none, false);
    const { guess, sketches } = await guessed(lab, { text: READ, layer: 0, mode: "full" });
    expect(guess.modes.full.byLayer).toHaveLength(0);
    for (const [layer, sketch] of sketches.entries()) {
      const stream = await streamOf(READ, layer);
      const values = lastOf(stream);
      expect(sketch.cutoffs).toEqual(ownCutoffs(values, 2));
      expect(sketch.tails).toEqual(tailValues(values, 16, sketch.cutoffs, { rule: "std", k: 2 }));
      expect(sketch.tokenTails).toEqual(tokenTails(stream, 16, { k: 2 }));
    }
    const fixed = { left: -0.5, right: 0.25 };
    const look = await lab.look({ layer: 1, mode: "tails", fixed });
    expect(look.picture.cutoffs).toEqual(fixed);
    expect(look.picture.predictedClass).toBe(-1);
    expect(look.picture.tails.length).toBeGreaterThan(0);
    expect(look.sketches!.map((s) => s.cutoffs)).toEqual([fixed, fixed]);
    expect(look.sketches![1]!.tails).toEqual(look.picture.tails);
    expect(look.modes.tails.ranking).toEqual([]);
  });
});
