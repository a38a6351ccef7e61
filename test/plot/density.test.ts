import { scaleLinear } from "d3-scale";
import { expect, it } from "vitest";
import type { LayerPicture } from "../../src/core/api.ts";
import { seededRandom } from "../../src/core/random.ts";
import { classLine } from "../../src/plot/classLines.ts";
import { cutoffKey, moveCutoff } from "../../src/plot/cutoffMove.ts";
import { densityTable } from "../../src/plot/densityTable.ts";
import { DENSITY_WORDS } from "../../src/plot/densityWords.ts";
import { rugLabels } from "../../src/plot/rugLabels.ts";
import { falling, MORPH_MS, morphStart } from "../../src/plot/tailsMorph.ts";
import { textWidth } from "../../src/plot/textWidth.ts";
import { darkTheme, lightTheme } from "../../src/plot/theme.ts";
import { brushed, zoomKey } from "../../src/plot/zoom.ts";

const cutoffs = { left: -50, right: 50 };

it("moves a cut-off by keys: a step, ten, to the ends", () => {
  expect(cutoffKey("ArrowRight", cutoffs, "left", [-100, 100])).toEqual({ left: -49, right: 50 });
  expect(cutoffKey("ArrowUp", cutoffs, "right", [-100, 100])).toEqual({ left: -50, right: 51 });
  expect(cutoffKey("PageDown", cutoffs, "right", [-100, 100])).toEqual({ left: -50, right: 40 });
  expect(cutoffKey("Home", cutoffs, "left", [-100, 100])).toEqual({ left: -100, right: 50 });
  expect(cutoffKey("a", cutoffs, "left", [-100, 100])).toBeUndefined();
});

it("never moves one cut-off beyond the other or off the axis, and brings one in from beyond it", () => {
  expect(moveCutoff(cutoffs, "left", 80, [-100, 100])).toEqual({ left: 50, right: 50 });
  expect(moveCutoff(cutoffs, "right", -80, [-100, 100])).toEqual({ left: -50, right: -50 });
  expect(moveCutoff(cutoffs, "right", 700, [-100, 100])).toEqual({ left: -50, right: 100 });
  const far = { left: -900, right: 50 };
  expect(cutoffKey("ArrowRight", far, "left", [-100, 100])).toEqual({ left: -99, right: 50 });
});

it("turns a brush, drawn either way, into a stretch within the frame; a click is none", () => {
  const x = scaleLinear([-100, 100], [40, 440]);
  const all = [-100, 100] as const;
  expect(brushed(140, 240, [40, 440], x.invert, all)).toEqual([-50, 0]);
  expect(brushed(240, 140, [40, 440], x.invert, all)).toEqual([-50, 0]);
  expect(brushed(400, 900, [40, 440], x.invert, all)).toEqual([80, 100]);
  expect(brushed(200, 203, [40, 440], x.invert, all)).toBeUndefined();
});

it("zooms by keys about the middle, slides within everything, and shows all again", () => {
  const all = [-100, 100] as const;
  expect(zoomKey("+", all, all)).toEqual([-60, 60]);
  const out = zoomKey("-", [-60, 60], all)!;
  expect(out[0]).toBeCloseTo(-100, 9);
  expect(out[1]).toBeCloseTo(100, 9);
  expect(zoomKey("-", [-90, 0], all)![0]).toBe(-100);
  expect(zoomKey("ArrowRight", [50, 90], all)).toEqual([58, 98]);
  expect(zoomKey("ArrowRight", [50, 98], all)).toEqual([52, 100]);
  expect(zoomKey("Escape", [50, 90], all)).toBe(all);
  expect(zoomKey("x", [50, 90], all)).toBeUndefined();
});

it("never zooms in further than the picture can bear", () => {
  let shown: readonly [number, number] = [-100, 100];
  for (let i = 0; i < 50; i++) shown = zoomKey("+", shown, [-100, 100])!;
  expect(shown[1] - shown[0]).toBeCloseTo(0.5, 9);
});

it("names as many tail values as fit, the greatest first, none over another or a cut-off line", () => {
  const random = seededRandom(11);
  const n = 120;
  const xs = Array.from({ length: n }, () => 40 + random() * 600).sort((a, b) => a - b);
  const texts = xs.map(() => String(Math.floor(random() * 1600)));
  const order = Array.from({ length: n }, (_, i) => (i * 37) % n);
  const labels = rugLabels(xs, texts, order, [40, 640], 10, [200, 300]);
  const spans = labels
    .map(
      ({ index, x }) => [x - textWidth(texts[index]!, 10) / 2, x + textWidth(texts[index]!, 10) / 2] as const,
    )
    .sort((a, b) => a[0] - b[0]);
  expect(labels.length).toBeGreaterThan(10);
  expect(labels[0]!.index).toBe(order[0]);
  spans.forEach(([from, to], i) => {
    expect(from).toBeGreaterThanOrEqual(40);
    expect(to).toBeLessThanOrEqual(640);
    for (const line of [200, 300]) expect(from < line && line < to).toBe(false);
    if (i > 0) expect(from).toBeGreaterThan(spans[i - 1]![1]);
  });
});

it("lets what is thrown away fall and rise again, from one drawing to the other", () => {
  expect(falling(0, "tails")).toEqual({ height: 1, opacity: 1, ghost: 0 });
  expect(falling(1, "tails")).toEqual({ height: 0, opacity: 0, ghost: 1 });
  expect(falling(1, "full")).toEqual(falling(0, "tails"));
  const heights = Array.from({ length: 21 }, (_, i) => falling(i / 20, "tails").height);
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
  for (const t of [0, 0.3, 0.8, 1])
    expect(falling(t, "full").height).toBeCloseTo(falling(1 - t, "tails").height, 9);
  expect(MORPH_MS).toBeLessThanOrEqual(350);
});

it("morphs only where the mode alone has changed, and goes on with what an earlier drawing began", () => {
  const from = { mode: "full", of: "layer 3", began: 0 };
  expect(morphStart(from, { mode: "tails", of: "layer 3" }, 1000)).toBe(1000);
  expect(morphStart(from, { mode: "tails", of: "layer 4" }, 1000)).toBeUndefined();
  expect(morphStart(from, { mode: "full", of: "layer 3" }, 1000)).toBeUndefined();
  expect(morphStart({ ...from, began: 900 }, { mode: "full", of: "layer 3" }, 1000)).toBe(900);
  expect(morphStart(undefined, { mode: "tails", of: "layer 3" }, 1000)).toBeUndefined();
});

it("gives every number of the picture unrounded", () => {
  const curve = { min: -1, max: 3, y: Float32Array.of(0.1, 0.2, 0.3) };
  const picture: LayerPicture = {
    ...{ layer: 2, sentence: curve, pooled: curve, predicted: curve, predictedClass: 0, cutoffs },
    ...{ tails: [{ dimension: 138, value: -428.123456 }], count: 768, bandwidth: 1 },
    ...{ quantiles: new Float32Array(), logistic: { location: 0, scale: 1 } },
    classes: [{ index: 4, curve }],
  };
  const table = densityTable(picture, { predicted: "music · kind" });
  expect(table[0]).toEqual(["kind", "of", "dimension", "value", "density"]);
  expect(table[1]).toEqual(["tail value", "this sentence", 138, -428.123456, ""]);
  expect(table).toContainEqual(["density", "music · kind", "", 1, Math.fround(0.2)]);
  expect(table).toContainEqual(["cut-off", "left", "", -50, ""]);
  expect(table.filter(([kind, of]) => kind === "density" && of === "class 4")).toHaveLength(3);
});

it("names the token of a tail value where those of several are pooled", () => {
  const curve = { min: -1, max: 3, y: Float32Array.of(0.1, 0.2, 0.3) };
  const picture: LayerPicture = {
    ...{ layer: 2, sentence: curve, predictedClass: -1, cutoffs, count: 2304, bandwidth: 1 },
    ...{ quantiles: new Float32Array(), logistic: { location: 0, scale: 1 } },
    tails: [{ dimension: 138, token: 3, value: -428 }],
    pinned: { sentence: curve, tails: [{ dimension: 5, value: 60 }] },
  };
  const table = densityTable(picture);
  expect(table.slice(0, 4)).toEqual([
    ["kind", "of", "dimension", "value", "density", "token"],
    ["tail value", "this sentence", 138, -428, "", 3],
    ["tail value", "pinned sentence", 5, 60, "", ""],
    ["cut-off", "left", "", -50, "", ""],
  ]);
  expect(table.every((row) => row.length === 6)).toBe(true);
  expect(DENSITY_WORDS.tail(picture.tails[0]!)).toBe("dimension 138 · token 3 · value −428");
  expect(DENSITY_WORDS.tail({ dimension: 5, value: 60 })).toBe("dimension 5 · value 60.0");
});

/** Colours as dichromats see them, linear RGB. Machado, Oliveira & Fernandes 2009. */
const EYES = {
  typical: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
};

function seen(hex: string, eye: keyof typeof EYES): number[] {
  const rgb = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const m = EYES[eye];
  const linear = [0, 1, 2].map(
    (r) => m[3 * r]! * rgb[0]! + m[3 * r + 1]! * rgb[1]! + m[3 * r + 2]! * rgb[2]!,
  );
  return linear.map((channel) => Math.max(0, channel) ** (1 / 2.2) * 255);
}

it.each([lightTheme, darkTheme])(
  "draws every class with a hue and dash of its own, for every eye ($name)",
  (theme) => {
    const lines = [0, 1, 2, 3].map((i) => classLine(i, theme));
    expect(new Set(lines.map((line) => line["stroke-dasharray"])).size).toBe(4);
    const hues = [...lines.map(({ stroke }) => stroke), theme.predicted];
    for (const eye of ["typical", "protan", "deutan"] as const) {
      for (const [i, a] of hues.entries()) {
        for (const b of hues.slice(i + 1)) {
          const [p, q] = [seen(a, eye), seen(b, eye)];
          expect(Math.hypot(...p.map((channel, k) => channel - q[k]!)), `${eye} ${a} ${b}`).toBeGreaterThan(
            30,
          );
        }
      }
    }
    const [first, fifth] = [classLine(0, theme), classLine(4, theme)];
    expect(fifth.stroke).toBe(first.stroke);
    expect(fifth["stroke-dasharray"]).not.toBe(first["stroke-dasharray"]);
  },
);
