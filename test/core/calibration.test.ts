import { describe, expect, it } from "vitest";
import { calibrate, fitTemperature, judgeConfidence, type Scored } from "../../src/core/calibration.ts";
import { seededRandom } from "../../src/core/random.ts";
import { normalRandom } from "../support/normal.ts";

/** Sentences whose class is drawn with the probabilities softmax(scores / T). */
function drawn(n: number, nClasses: number, temperature: number): Scored {
  const [normal, uniform] = [normalRandom(5), seededRandom(6)];
  const scores = Float64Array.from({ length: n * nClasses }, () => -40_000 + 2 * temperature * normal());
  const truth = Array.from({ length: n }, (_, s) => {
    const row = [...scores.subarray(s * nClasses, (s + 1) * nClasses)];
    const weights = row.map((x) => Math.exp((x - Math.max(...row)) / temperature));
    let left = uniform() * weights.reduce((a, b) => a + b, 0);
    return weights.findIndex((w) => {
      left -= w;
      return left < 0;
    });
  });
  return { scores, nClasses, truth };
}
const all = ({ truth }: Scored) => truth.map((_, s) => s);

/** Two classes, the first always better by `d`, and true in `right` of `n` sentences. */
const twoClasses = (d: number, right: number, n: number): Scored => ({
  scores: Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? -7000 : -7000 - d)),
  nClasses: 2,
  truth: Array.from({ length: n }, (_, s) => (s < right ? 0 : 1)),
});

describe("a temperature by maximum likelihood", () => {
  it.each([
    [100, 3, 4],
    [2500, 60, 100],
    [0.5, 9, 10],
  ])("of two classes %d nats apart, %d of %d right, is d / ln(a / (1 − a))", (d, right, n) => {
    const scored = twoClasses(d, right, n);
    const a = right / n;
    const expected = d / Math.log(a / (1 - a));
    const fitted = fitTemperature(scored, all(scored));
    expect(Math.abs(fitted / expected - 1)).toBeLessThan(1e-6);
    // at the maximum, confidence is the accuracy: no error is left
    expect(judgeConfidence(scored, all(scored), fitted).ece).toBeLessThan(1e-6);
  });

  it("finds what the classes were drawn with", () => {
    for (const temperature of [1, 300]) {
      const scored = drawn(4000, 5, temperature);
      expect(Math.abs(fitTemperature(scored, all(scored)) / temperature - 1)).toBeLessThan(0.05);
    }
  });

  it("is finite for sentences that are all right, all wrong, or all alike", () => {
    const bounds = (scored: Scored) => fitTemperature(scored, all(scored));
    expect(bounds(twoClasses(50, 6, 6))).toBeLessThan(3); // e^(-50/T) has vanished
    expect(bounds(twoClasses(50, 0, 6))).toBeGreaterThan(1e4);
    expect(bounds(twoClasses(0, 3, 6))).toBe(1);
  });
});

describe("a calibration", () => {
  const scored = drawn(3000, 5, 300);

  it("is judged on the sentences it was not fitted on, class by class", () => {
    const { nFitted, nJudged, temperature } = calibrate(scored)!;
    expect(nFitted + nJudged).toBe(3000);
    expect(nJudged - nFitted).toBeGreaterThanOrEqual(0);
    expect(nJudged - nFitted).toBeLessThanOrEqual(5); // an odd sentence a class
    expect(temperature).not.toBe(fitTemperature(scored, all(scored)));
    expect(Math.abs(temperature / 300 - 1)).toBeLessThan(0.1);
  });

  it("takes most of the error away", () => {
    const { ece, eceBefore, reliability, nJudged } = calibrate(scored)!;
    expect(eceBefore).toBeGreaterThan(0.2); // 300 nats count as sure
    expect(ece).toBeLessThan(0.04);
    expect(reliability.reduce((n, bin) => n + bin.n, 0)).toBe(nJudged);
    for (const { confidence, accuracy, n } of reliability)
      expect(Math.abs(accuracy - confidence)).toBeLessThan(4 * Math.sqrt(0.25 / n));
  });

  it("is the same twice, and of the differences only", () => {
    expect(calibrate(scored)).toEqual(calibrate(scored));
    const moved = { ...scored, scores: scored.scores.map((x) => x + 4096) };
    expect(calibrate(moved)!.temperature).toBeCloseTo(calibrate(scored)!.temperature, 4);
  });

  it("leaves out classes of one sentence, and itself where there are no others", () => {
    const some = { scores: new Float64Array(5 * 3), nClasses: 3, truth: [0, 0, 1, 2, 2] };
    expect(calibrate(some)).toMatchObject({ nFitted: 2, nJudged: 2 });
    expect(calibrate({ ...some, truth: [0, 1, 2], scores: new Float64Array(9) })).toBeUndefined();
  });

  it("leaves out sentences without finite scores", () => {
    const scores = Float64Array.from([0, 1, 0, 1, Number.NEGATIVE_INFINITY, 1, 0, 1, 0, 1]);
    const { nFitted, nJudged, temperature } = calibrate({ scores, nClasses: 2, truth: [1, 1, 1, 1, 1] })!;
    expect([nFitted, nJudged]).toEqual([2, 2]);
    expect(Number.isFinite(temperature)).toBe(true);
  });
});

describe("reliability", () => {
  it("has bins of equal width, empty ones left out, and their gap as error", () => {
    const scored: Scored = {
      // confidences: 0.9 (right), 0.9 (wrong), 0.6 (right)
      scores: Float64Array.from([Math.log(9), 0, 0, Math.log(9), Math.log(1.5), 0]),
      nClasses: 2,
      truth: [0, 0, 0],
    };
    const { reliability, ece } = judgeConfidence(scored, [0, 1, 2], 1);
    expect(reliability).toEqual([
      { confidence: expect.closeTo(0.6, 12), accuracy: 1, n: 1 },
      { confidence: expect.closeTo(0.9, 12), accuracy: 0.5, n: 2 },
    ]);
    expect(ece).toBeCloseTo((0.4 + 2 * 0.4) / 3, 12);
  });
});
