import { describe, expect, it } from "vitest";
import { centered, poolValues } from "../../src/core/pooling.ts";

// three positions × four dimensions; rows' means are 10, 1 and 2
const stream = Float32Array.of(4, 8, 12, 16, 1, -1, 3, 1, 0, 2, 4, 2);
const [BOS, SECOND, LAST] = [
  [-6, -2, 2, 6],
  [0, -2, 2, 0],
  [-2, 0, 2, 0],
];
const pooled = (pooling: "last" | "all" | "mean", center: boolean, skipBos: boolean, nPos = 3) => [
  ...poolValues(stream, nPos, 4, { pooling, center, skipBos }),
];

describe("the last token", () => {
  it("is the last row, BOS or no", () => {
    for (const skipBos of [true, false]) {
      expect(pooled("last", false, skipBos)).toEqual([0, 2, 4, 2]);
      expect(pooled("last", true, skipBos)).toEqual(LAST);
    }
  });

  it("is the last of the sentence, not of the padding", () => {
    expect(pooled("last", true, true, 2)).toEqual(SECOND);
  });
});

describe("all tokens", () => {
  it("are all rows, each centred by itself", () => {
    expect(pooled("all", false, false)).toEqual([...stream]);
    expect(pooled("all", true, false)).toEqual([...BOS!, ...SECOND!, ...LAST!]);
  });

  it("leave the BOS token out", () => {
    expect(pooled("all", false, true)).toEqual([...stream.subarray(4)]);
    expect(pooled("all", true, true)).toEqual([...SECOND!, ...LAST!]);
  });
});

describe("the mean", () => {
  const mean = (...rows: number[][]) =>
    [0, 1, 2, 3].map((d) => Math.fround(rows.reduce((s, r) => s + r[d]!, 0) / rows.length));

  it("is over the centred rows", () => {
    expect(pooled("mean", true, false)).toEqual(mean(BOS!, SECOND!, LAST!));
    expect(pooled("mean", true, true)).toEqual(mean(SECOND!, LAST!));
  });

  it("of raw rows keeps their own means", () => {
    expect(pooled("mean", false, true)).toEqual([0.5, 0.5, 3.5, 1.5]);
    expect(pooled("mean", false, false)).toEqual(mean([4, 8, 12, 16], [1, -1, 3, 1], [0, 2, 4, 2]));
  });
});

it("a sentence of the BOS token alone has its values", () => {
  for (const pooling of ["last", "all", "mean"] as const) expect(pooled(pooling, true, true, 1)).toEqual(BOS);
});

it("a centred vector has a mean of zero and the given one is left as it was", () => {
  const vector = Float32Array.of(1, 2, 6);
  expect([...centered(vector)]).toEqual([-2, -1, 3]);
  expect([...vector]).toEqual([1, 2, 6]);
});
