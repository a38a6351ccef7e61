import { expect, test } from "vitest";
import type { Guess, LayerPicture, ModeRanking, OpenedModel, Report } from "../../src/core/api.ts";
import { type Screen, store } from "../../src/state/store.ts";
import { en } from "../../src/ui/texts/en.ts";
import { heldOutFacts, tourFacts } from "../../src/ui/tour/facts.ts";
import { tourStep } from "../../src/ui/tour/steps.ts";

const ranking = (logLikelihood: number[], order: number[]): ModeRanking => ({
  ...{ logLikelihood, ranking: order, byLayer: new Float32Array(), floorShare: 0.125, meanTailCount: 9.04 },
});

const picture: LayerPicture = {
  layer: 2,
  sentence: { min: -1, max: 1, y: new Float32Array(2) },
  predictedClass: 0,
  cutoffs: { left: -7.25, right: 8.5 },
  tails: [
    { dimension: 138, value: -40.55 },
    { dimension: 7, value: 9.25 },
    { dimension: 11, value: 8.75 },
  ],
  count: 384,
  bandwidth: 1,
  quantiles: Float32Array.from({ length: 8 }, (_, i) => i - 4),
  logistic: { location: 0, scale: 1 },
};

const guess: Guess = {
  text: "A cat sat.",
  readText: "A cat",
  tokenIds: [0, 1, 2],
  tokenTexts: ["<|endoftext|>", "A", " cat"],
  cut: 0,
  modes: { full: ranking([-1000, -1012.5, -1030], [0, 1, 2]), tails: ranking([-900, -905, -890], [2, 0, 1]) },
  picture,
  modelMs: 1,
  totalMs: 2,
};

const opened = {
  shape: { id: "mini", nLayers: 4, dModel: 384 },
  atlas: {
    classes: [
      ["about cats", "in spanish"],
      ["about dogs", "in a kind tone"],
      ["about the sea", "in spanish"],
    ],
    options: { pooling: "mean" },
    nTrain: 5760,
  },
} as OpenedModel;

const screen: Screen = {
  ...store.getState(),
  text: guess.text,
  opened,
  guess,
  picture: { of: picture, mode: "full" },
};

const report = {
  nTest: 1440,
  modes: {
    full: {
      levels: [
        { name: "subject", macroF1: 0.11 },
        { name: "attribute", macroF1: 0.405 },
      ],
    },
    tails: {
      levels: [
        { name: "subject", macroF1: 0.104 },
        { name: "attribute", macroF1: 0.336 },
      ],
    },
  },
  tailsMinusFull: [
    { name: "pair", difference: -0.01, interval: { low: -0.02, high: 0.001 } },
    { name: "subject", difference: -0.006, interval: { low: -0.024, high: 0.011 } },
    { name: "attribute", difference: -0.07, interval: { low: -0.09, high: -0.049 } },
  ],
} as unknown as Report;

/** With plain spaces in the place of narrow ones. */
function says(step: number, on: Screen = screen, heldOut: Report | "none" = report): string {
  const facts = tourFacts(on, heldOut === "none" ? undefined : heldOut);
  return tourStep(step, facts, en.tour).paragraphs.join(" ").replaceAll("\u202f", " ");
}

test("each step says the numbers of the screen", () => {
  expect(says(0)).toContain("mini cuts your sentence into 3 tokens. After each of its 4 layers");
  expect(says(0)).toContain("averaged: 384 numbers a layer");
  expect(says(1)).toContain("At layer 2 half of them lie between −2.00 and 2.00");
  expect(says(2)).toContain(
    "At layer 2, 3 of 384 values (0.8 %) lie beyond the two cut-offs, −7.25 and 8.50",
  );
  expect(says(2)).toContain("The farthest is −40.5, in dimension 138.");
  expect(says(3)).toContain("Each of 3 classes");
  expect(says(3)).toContain("“cats · spanish” comes first; “dogs · kind” lies 12.5 nats behind.");
  expect(says(4)).toContain("at 9.04 of 384 values in a layer, on average");
  expect(says(4)).toContain("the guess was “cats · spanish” and is now “sea · spanish”");
  expect(says(4)).toContain("On 1 440 held-out sentences");
  expect(says(4)).toContain(
    "attributes 0.41 with all values, 0.34 with tails only (−0.07, 95 % interval −0.09 to −0.05)",
  );
});

test("a chosen token, and a guess that stays, are told as such", () => {
  expect(says(0, { ...screen, token: 1 })).toContain("the row of the token you chose is taken");
  const same = { ...guess, modes: { ...guess.modes, tails: ranking([-900, -905, -910], [0, 1, 2]) } };
  expect(says(4, { ...screen, guess: same }, "none")).toMatch(/the guess stays “cats · spanish”\.$/);
});

test("until the sentence on the screen is read it waits, and says no number of another", () => {
  expect(tourFacts({ ...screen, text: "Another one." }, report)).toBeUndefined();
  expect(tourFacts({ ...screen, guess: undefined }, report)).toBeUndefined();
  expect(says(2, { ...screen, opened: undefined })).toBe(en.tour.waiting);
});

test("without an atlas nothing is guessed, and that is said", () => {
  const { atlas: _, ...bare } = opened;
  const on = { ...screen, opened: bare as OpenedModel };
  expect(says(3, on)).toContain("No atlas has been fitted for mini");
  expect(says(4, on)).toContain("Without an atlas there is no guess");
});

test("a probability is told only where one was calibrated", () => {
  expect(says(3)).toMatch(/not a probability\.$/);
  const calibration = { full: { temperature: 10, nFitted: 1, nJudged: 1, ece: 0.01 } };
  const on = { ...screen, opened: { ...opened, atlas: { ...opened.atlas!, calibration } } };
  expect(says(3, on)).toMatch(/Calibrated on held-out sentences, the guess is given 75 %\.$/);
});

test("no tails: no farthest one", () => {
  const none = { ...screen, picture: { of: { ...picture, tails: [] }, mode: "full" as const } };
  expect(says(2, none)).toContain("0 of 384 values");
  expect(says(2, none)).not.toContain("farthest");
});

test("every step points at something, and has a name of its own", () => {
  const steps = en.tour.steps.map((_, step) => tourStep(step, undefined, en.tour));
  expect(new Set(steps.map(({ title }) => title)).size).toBe(5);
  for (const { targets, clear } of steps) {
    expect(targets.length).toBeGreaterThan(0);
    expect(clear.length).toBeGreaterThan(0);
  }
});

test("levels that one mode lacks are left out", () => {
  const lacking = { ...report, tailsMinusFull: report.tailsMinusFull!.slice(0, 2) };
  expect(heldOutFacts(lacking).levels.map(({ name }) => name)).toEqual(["subject"]);
});
