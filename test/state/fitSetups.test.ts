import { expect, it } from "vitest";
import { DEFAULT_FIT_FORM } from "../../src/state/fitForm.ts";
import { rateMeter } from "../../src/state/fitRate.ts";
import { type FitSetup, setupOf } from "../../src/state/fitSetups.ts";

const setup = (name: string, more: Partial<FitSetup> = {}): FitSetup => ({
  ...{ modelId: "m", dataName: "d", at: 0 },
  ...{ form: { ...DEFAULT_FIT_FORM, name } },
  ...more,
});
const nameOf = (found: FitSetup | undefined) => found?.form.name;

it("a fit goes on with its own setup, else with the newest of its model and data that is of no other fit", () => {
  const all = [setup("old"), setup("other", { fitId: "2" }), setup("new"), setup("x", { modelId: "n" })];
  const fit = { id: "1", modelId: "m", dataName: "d" };
  expect(nameOf(setupOf(all, { ...fit, id: "2" }))).toBe("other");
  expect(nameOf(setupOf(all, fit))).toBe("new");
  expect(nameOf(setupOf(all.slice(1, 2), fit))).toBeUndefined();
});
it("measures from where this run began, and not from too little", () => {
  let now = 1000;
  const meter = rateMeter(200, () => now);
  meter.tell(0.5); // gone on with
  expect(meter.rate()).toBeUndefined();
  now += 10_000;
  meter.tell(1);
  expect(meter.rate()).toBeCloseTo(0.1);
});
