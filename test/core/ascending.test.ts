import { expect, it } from "vitest";
import { ascending } from "../../src/core/ascending.ts";
import { seededRandom } from "../../src/core/random.ts";

it("is what a sort by number gives: both signs, zeros, denormal, huge and infinite values, repeats", () => {
  const random = seededRandom(3);
  const made = Array.from({ length: 1000 }, () => (random() - 0.5) * 10 ** (80 * random() - 45));
  const values = Float32Array.from([
    ...made,
    ...[0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, Infinity, -Infinity, 1, 1, -1, -1],
  ]);
  const before = values.slice();
  expect(ascending(values)).toEqual(new Float64Array(values).sort());
  expect(values).toEqual(before);
  for (const few of [[], [-2], [2, -2]]) {
    expect([...ascending(Float32Array.from(few))]).toEqual(few.toSorted((a, b) => a - b));
  }
});
