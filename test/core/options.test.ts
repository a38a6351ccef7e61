import { expect, it } from "vitest";
import { PUBLISHED, parseMode } from "../../src/core/options.ts";

it("modes are full, tails and std with its k", () => {
  expect(parseMode("full")).toEqual({ name: "full", kind: "full" });
  expect(parseMode("tails")).toEqual({ name: "tails", kind: "tails" });
  expect(parseMode("std2.5")).toEqual({ name: "std2.5", kind: "std", k: 2.5 });
});

it("anything else is no mode", () => {
  for (const name of ["", "std", "std0", "std-1", "std2x", "Full", "std1e3", "tails "])
    expect(parseMode(name)).toBeUndefined();
});

it("the published options are METHOD's", () => {
  expect(PUBLISHED).toEqual({
    dropLastWord: true,
    prependBos: true,
    center: true,
    pooling: "last",
    bandwidthScale: 4,
    gridPoints: 1000,
    densityFloor: 1e-6,
    tailRule: { rule: "published" },
  });
});
