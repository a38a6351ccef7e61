import { expect, it } from "vitest";
import { calibrationOf, chances } from "../../src/state/calibration.ts";

const T = { temperature: 2, nFitted: 10, nJudged: 12, ece: 0.1 };
const asked = (atlas: object | undefined, report?: object, more: object = {}) =>
  ({
    opened: atlas && { shape: { id: "a" }, nHeldOut: 100, atlas },
    wholeReport: report,
    ...more,
  }) as never;
const report = (change: object = {}) => ({
  ...{ model: { id: "a" }, nTest: 100, modes: { full: { calibration: { ...T, reliability: [] } } } },
  ...change,
});

it("chances are a softmax at the temperature", () => {
  const [a = 0, b = 0, c = 0] = chances({ logLikelihood: [-1000, -1002, -1e6] }, 2);
  expect(a / b).toBeCloseTo(Math.E);
  expect(a + b + c).toBeCloseTo(1);
  expect(c).toBe(0);
});
it("the atlas's own serves, else that of an evaluation of all held-out sentences", () => {
  expect(calibrationOf(asked({ calibration: { full: T } }, report()), "full")).toEqual({
    of: T,
    from: "atlas",
  });
  expect(calibrationOf(asked({}, report()), "full")).toEqual({ of: T, from: "evaluation" });
  expect(calibrationOf(asked({}), "full")).toBeUndefined();
  expect(calibrationOf(asked(undefined, report()), "full")).toBeUndefined();
  expect(calibrationOf(asked({}, report()), "tails")).toBeUndefined();
  for (const change of [{ nTest: 99 }, { layersUsed: [0] }, { model: { id: "b" } }])
    expect(calibrationOf(asked({}, report(change)), "full")).toBeUndefined();
});
it("none serves scores that it was not fitted to", () => {
  const both = { calibration: { full: T, tails: T } };
  expect(calibrationOf(asked(both, undefined, { token: 3 }), "full")).toBeUndefined();
  const fixed = { fixed: { left: -1, right: 1 } };
  expect(calibrationOf(asked(both, undefined, fixed), "tails")).toBeUndefined();
  expect(calibrationOf(asked(both, undefined, fixed), "full")).toBeDefined();
});
