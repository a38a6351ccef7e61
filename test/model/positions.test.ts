import { expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { attentionScale, causalMask, rotaryTables } from "../../src/model/positions.ts";
import { maxRelativeError } from "../support/close.ts";
import { tinyConfig } from "../support/tinyModel.ts";

it("a token looks at itself and what came before", () => {
  const n = 5;
  const open = Array.from(causalMask(n), (m) => m === 0);
  expect(open).toEqual(Array.from({ length: n * n }, (_, i) => i % n <= Math.floor(i / n)));
  expect(Math.exp(causalMask(2)[1]!)).toBe(0);
});

it("rotary tables turn by the position, slower with each pair, halves alike", () => {
  const a = { ...parseConfig(tinyConfig("gpt_neox"), "c"), rotaryDims: 8, rotaryBase: 100 };
  const { cos, sin } = rotaryTables(7, a);
  const angles = [0, 1, 2, 3, 4, 5, 6].flatMap((p) =>
    [0, 1, 2, 3, 0, 1, 2, 3].map((i) => p / 100 ** (i / 4)),
  );
  // float32 of an angle's cosine; near its zeros an absolute error is what rounding leaves
  angles.forEach((angle, i) => {
    expect(Math.abs(cos[i]! - Math.cos(angle))).toBeLessThan(1e-7);
    expect(Math.abs(sin[i]! - Math.sin(angle))).toBeLessThan(1e-7);
  });
  expect(
    maxRelativeError(
      cos.map((c, i) => c * c + sin[i]! * sin[i]!),
      angles.map(() => 1),
    ).error,
  ).toBeLessThan(3e-7);
});

it("attention is scaled by the head's width, and by the layer where the config says so", () => {
  const a = parseConfig(tinyConfig("gpt2"), "c");
  expect(attentionScale(a, 3)).toBe(1 / Math.sqrt(8));
  expect(attentionScale({ ...a, scaleAttention: false }, 3)).toBe(1);
  expect(attentionScale({ ...a, scaleByLayer: true }, 3)).toBe(1 / Math.sqrt(8) / 4);
});
