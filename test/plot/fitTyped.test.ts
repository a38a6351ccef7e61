import { describe, expect, it } from "vitest";
import { PUBLISHED } from "../../src/core/options.ts";
import { optionFields, readOptions } from "../../src/state/fitForm.ts";
import { FLOOR_SLIDER, GRID_SLIDER, SCALE_SLIDER } from "../../src/ui/fit/sliders.ts";
import { typedNumbers, typedRules } from "../../src/ui/fit/typedNumbers.ts";

const fields = optionFields(PUBLISHED);

describe("numbers as typed", () => {
  it("are those that a fit would take", () => {
    const { bandwidthScale, gridPoints, densityFloor } = readOptions(fields);
    expect(typedNumbers(fields)).toEqual({ bandwidthScale, gridPoints, densityFloor });
  });

  it.each([
    { bandwidthScale: "0" },
    { bandwidthScale: "" },
    { gridPoints: "12.5" },
    { gridPoints: "9" },
    { densityFloor: "-1" },
    { densityFloor: "1e" },
  ])("are left out where a fit would refuse them: %o", (change) => {
    const typed = { ...fields, ...change };
    expect(() => readOptions(typed)).toThrow();
    const [name] = Object.keys(change) as (keyof ReturnType<typeof typedNumbers>)[];
    expect(typedNumbers(typed)[name!]).toBeUndefined();
  });

  it("give all four rules, less those without usable numbers", () => {
    const rules = (change: object) => typedRules({ ...fields, ...change }).map(({ rule }) => rule);
    expect(rules({})).toEqual(["published", "relative", "std", "fixed"]);
    expect(rules({ k: "0" })).toEqual(["published", "relative", "fixed"]);
    expect(rules({ left: "3", right: "3" })).toEqual(["published", "relative", "std"]);
  });
});

describe("sliders", () => {
  it.each([
    ["the bandwidth’s", SCALE_SLIDER],
    ["the grid’s", GRID_SLIDER],
    ["the floor’s", FLOOR_SLIDER],
  ])("%s places and numbers are each other’s inverse", (_, slider) => {
    for (let place = slider.min; place <= slider.max; place += slider.step) {
      expect(slider.place(Number(slider.text(place)))).toBeCloseTo(place, 9);
    }
  });

  it("stand at an end where the number is beyond it", () => {
    expect(SCALE_SLIDER.place(100)).toBe(SCALE_SLIDER.max);
    expect(GRID_SLIDER.place(100_000)).toBe(GRID_SLIDER.max);
    expect(FLOOR_SLIDER.place(1e-30)).toBe(FLOOR_SLIDER.min);
  });
});
