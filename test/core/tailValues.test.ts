import { expect, it } from "vitest";
import { failureKind } from "../../src/core/failure.ts";
import { countNonFinite, requireFinite } from "../../src/core/finite.ts";
import { tailsOfBag, tailValues } from "../../src/core/tailValues.ts";

const cutoffs = { left: -3, right: 3 };
const rule = { rule: "published" } as const;

it("of one vector are told by dimension, greatest magnitude first", () => {
  const values = Float32Array.of(1, -3, 9, 0);
  expect(tailValues(values, 4, cutoffs, rule, true)).toEqual([
    { dimension: 2, value: 9 },
    { dimension: 1, value: -3 },
  ]);
});

it.each([true, false])("of several vectors are told by token too, BOS left out: %s", (skipBos) => {
  const values = Float32Array.of(5, 0, 0, -4, 0, 7);
  const first = skipBos ? 1 : 0;
  expect(tailsOfBag(values, 2, cutoffs, rule, skipBos)).toEqual([
    { dimension: 0, token: first, value: 5 },
    { dimension: 1, token: first + 1, value: -4 },
    { dimension: 1, token: first + 2, value: 7 },
  ]);
});

it("values that are not finite are counted and told with their layer", () => {
  const values = Float32Array.of(1, Number.NaN, Infinity, -Infinity, 3.4e38, 2 ** -149);
  expect(countNonFinite(values)).toBe(3);
  expect(() => requireFinite(0, 6, 2)).not.toThrow();
  let error: unknown;
  try {
    requireFinite(countNonFinite(values), values.length, 2);
  } catch (thrown) {
    error = thrown;
  }
  expect(failureKind(error)).toBe("bad-data");
  expect((error as Error).message).toBe(
    "The values of layer 2 are not all finite (3 of 6): they have no density and no scores.",
  );
});
