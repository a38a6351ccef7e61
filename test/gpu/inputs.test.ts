import { describe, expect, it } from "vitest";
import { densityRow } from "../../src/core/atlas.ts";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { countNonFinite } from "../../src/core/finite.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { logLikelihood } from "../../src/core/logLikelihood.ts";
import { moments } from "../../src/core/moments.ts";
import { parseMode } from "../../src/core/options.ts";
import { poolValues } from "../../src/core/pooling.ts";
import type { TokenTails } from "../../src/core/seams.ts";
import { tailMask } from "../../src/core/tails.ts";
import { tokenTails } from "../../src/core/tokenTails.ts";
import { modeTails, uploadModes, uploadTables } from "../../src/gpu/atlasTables.ts";
import { createKde } from "../../src/gpu/kde.ts";
import { createLogLikelihood, scoresBytes } from "../../src/gpu/logLikelihood.ts";
import { createMoments, MOMENTS, MOMENTS_BYTES, readMoments } from "../../src/gpu/moments.ts";
import { createPoolValues } from "../../src/gpu/poolValues.ts";
import { createTailMask, readTails, TAIL_COUNT_BYTES, tailsBytes } from "../../src/gpu/tailMask.ts";
import { createTokenTails, readTokenTails } from "../../src/gpu/tokenTails.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed } from "./bags.ts";
import { INPUTS } from "./inputs.ts";
import { DEVICES } from "./subgroups.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

/** Least normal float32: an adapter may take anything smaller for 0. */
const LEAST = 2 ** -126;
const finite = (values: Float32Array): Float32Array => values.filter(Number.isFinite);
const cases = INPUTS.map((input) => [input.name, input] as const);

describe("moments", () => {
  const kernel = createMoments(gpu);

  it.each(cases)("of %s", async (_, { values, outOfReach }) => {
    const output = room(MOMENTS_BYTES);
    const input = uploaded(values, 64);
    const read = await computed(
      (pass) => kernel.encode(pass, input, values.length, 4, output),
      output,
      MOMENTS_BYTES,
    );
    const { nonFinite, ...found } = readMoments(read);
    const counted = finite(values);
    const twin = moments(counted);
    expect(nonFinite).toBe(values.length - counted.length);
    // exact, denormals too; without a finite value they are 0
    expect([found.min + 0, found.max + 0]).toEqual(counted.length ? [twin.min + 0, twin.max + 0] : [0, 0]);
    if (outOfReach) return; // the view refuses what these extremes span
    if (counted.length < 2 || twin.min === twin.max) {
      expect(found).toMatchObject({ sampleStd: 0, bandwidth: 0 });
      return;
    }
    const h = nonFinite > 0 ? 0 : bandwidth(twin.count, twin.sampleStd, 4); // no density of a spoilt bag
    const expected = { ...twin, bandwidth: h };
    const names = MOMENTS.slice(2);
    // two-float sums: no more is lost than by the last rounding of each number and of a division or two
    const close = maxRelativeError(
      names.map((n) => found[n]),
      names.map((n) => expected[n]),
    );
    expect(close.error).toBeLessThan(1e-6);
  });
});

describe("kde", () => {
  const [first, kernel] = [createMoments(gpu), createKde(gpu)];
  const gridPoints = 100;

  it.each(cases.filter(([, { outOfReach }]) => !outOfReach))("of %s", async (_, { values }) => {
    const [input, middle, output] = [uploaded(values, 64), room(MOMENTS_BYTES), room(gridPoints * 4)];
    const encode = (pass: GPUComputePassEncoder) => {
      first.encode(pass, input, values.length, 4, middle);
      kernel.encode(pass, input, values.length, middle, gridPoints, output);
    };
    const y = new Float32Array(await computed(encode, output, gridPoints * 4));
    const m = moments(values);
    if (countNonFinite(values) > 0 || !(m.max > m.min)) {
      expect(y).toEqual(new Float32Array(gridPoints));
      return;
    }
    const twin = kdeExact(values, linspaceF32(m.min, m.max, gridPoints), bandwidth(m.count, m.sampleStd, 4));
    const peak = Math.max(...twin);
    // exp in f32 of a u whose rounding counts u times: far into the tails 1e-4 is left of 24 bits
    expect(maxRelativeError(y, twin, (e) => e > Math.max(1e-9 * peak, LEAST)).error).toBeLessThan(1e-4);
  });
});

describe.each(DEVICES)("%s: tailMask", (_, device) => {
  const kernel = createTailMask(device);

  it.each(cases)("of %s", async (_, { values }) => {
    const sorted = finite(values).sort();
    const quarter = Math.floor(sorted.length / 4);
    const cutoffs = { left: sorted[quarter] ?? 0, right: sorted[sorted.length - 1 - quarter] ?? 0 };
    for (const strict of [false, true]) {
      const [input, output] = [uploaded(values, 64, device), room(tailsBytes(values.length), device)];
      const encode = (pass: GPUComputePassEncoder) =>
        kernel.encode(pass, input, values.length, cutoffs, strict, output);
      const read = await computed(encode, output, tailsBytes(values.length), device);
      const found = readTails([read.slice(TAIL_COUNT_BYTES, tailsBytes(new Uint32Array(read)[0]!))], (i) => ({
        dimension: i,
      }));
      const mask = tailMask(values, cutoffs, strict ? { rule: "std", k: 1 } : { rule: "published" });
      const expected = Array.from(values, (value, dimension) => ({ dimension, value }));
      // compared by their bits: denormals too. The twin has no answer for infinities: moments count them, and the view refuses.
      expect(found).toEqual(expected.filter(({ value }, i) => mask[i] === 1 && Number.isFinite(value)));
    }
  });
});

describe.each(DEVICES)("%s: logLikelihood", (_, device) => {
  const kernel = createLogLikelihood(device);
  const modes = ["full", "tails", "std2"].map((name) => parseMode(name)!);
  const plain = madeAtlas(3, 2, 16, { gridPoints: 200 });
  const atZero = madeAtlas(3, 2, 16, {
    gridPoints: 200,
    tailRule: { rule: "fixed", left: -(2 ** -140), right: 0 },
  });
  const layer = 1;

  it.each(cases)("of %s", async (_, { values }) => {
    for (const atlas of [plain, atZero]) {
      const [tables, modeTables] = [uploadTables(device, atlas), uploadModes(device, atlas, modes)];
      const bytes = scoresBytes(modes.length, 3, 2);
      const [input, output] = [uploaded(values, 64, device), room(bytes, device)];
      const encode = (pass: GPUComputePassEncoder) =>
        kernel.encode(pass, input, values.length, layer, tables, modeTables, output);
      const words = new Float32Array(await computed(encode, output, bytes, device));
      modes.forEach((mode, m) => {
        for (let c = 0; c < 3; c++) {
          const row = c * 2 + layer;
          const [score, count] = words.subarray(2 * (m * 6 + row));
          const nonFinite = countNonFinite(values);
          if (nonFinite > 0) {
            expect([score, count]).toEqual([Number.NaN, nonFinite]);
            continue;
          }
          const { cutoffs, strict } = modeTails(atlas, c, layer, mode);
          const table = {
            y: densityRow(atlas, c, layer),
            cutoffs,
            gridMin: atlas.gridMin[row]!,
            gridMax: atlas.gridMax[row]!,
          };
          const rule = strict ? ({ rule: "std", k: 2 } as const) : ({ rule: "published" } as const);
          const twin = logLikelihood(values, table, rule, 1e-6);
          const expected = mode.kind === "full" ? twin.full : twin.tails;
          expect(count).toBe(mode.kind === "full" ? values.length : twin.tailCount);
          // log and table in f32, the sum in two floats
          expect(maxRelativeError([score!], [expected]).error).toBeLessThan(1e-5);
        }
      });
    }
  });
});

describe.each(DEVICES)("%s: tokenTails", (_, device) => {
  const kernel = createTokenTails(device);

  it.each(cases)("of %s between two tokens of others", async (_, { name, values }) => {
    const dModel = values.length;
    const tokens = Float32Array.from([...heavyTailed(dModel, 5), ...values, ...heavyTailed(dModel, 6)]);
    const input = uploaded(tokens, 256, device);
    const sorted = finite(values).sort();
    const [left, right] = [sorted[sorted.length >> 2] ?? -1, sorted[sorted.length >> 1] ?? 1];
    const asked: TokenTails[] = [
      { cutoffs: { left, right }, rule: { rule: "published" } },
      { cutoffs: { left, right }, rule: { rule: "std", k: 2 } },
      { k: 1.5 },
    ];
    for (const tails of asked) {
      const counts = room(12, device);
      const encode = (pass: GPUComputePassEncoder) => kernel.encode(pass, input, 3, dModel, tails, counts);
      const found = readTokenTails(new Uint32Array(await computed(encode, counts, 12, device)));
      const twin = tokenTails(tokens, dModel, tails);
      expect(found.nonFinite).toBe(countNonFinite(values));
      // an adapter may take denormals for 0, hence a token of nothing else for constant: that has no tails of its own
      if ("k" in tails && name === "denormals alone") twin[1] = 0;
      if (found.nonFinite > 0) expect([found.tails[0], found.tails[2]]).toEqual([twin[0], twin[2]]);
      else expect(found.tails).toEqual(twin);
    }
  });
});

describe("poolValues", () => {
  const kernel = createPoolValues(gpu);

  it.each(cases)("of %s between two tokens of others", async (_, { name, values }) => {
    const dModel = values.length;
    const tokens = Float32Array.from([...heavyTailed(dModel, 5), ...values, ...heavyTailed(dModel, 6)]);
    const input = uploaded(tokens, 256);
    for (const pooling of ["all", "mean", "last"] as const) {
      for (const center of [true, false]) {
        const options = { pooling, center, skipBos: false };
        const nPos = pooling === "last" ? 2 : 3;
        const twin = poolValues(tokens.subarray(0, nPos * dModel), nPos, dModel, options);
        const output = room(twin.length * 4);
        const place = { row: 0, nPos, batchPos: 3 };
        const encode = (pass: GPUComputePassEncoder) =>
          kernel.encode(pass, input, place, dModel, options, output);
        const found = new Float32Array(await computed(encode, output, twin.length * 4));
        if (name === "the greatest floats" && center) {
          // their sum is no float32: the twin's answer is out of reach, and is not to be guessed at
          const own = pooling === "all" ? found.subarray(dModel, 2 * dModel) : found;
          expect([...own].some(Number.isFinite)).toBe(false);
          continue;
        }
        expect(Array.from(found, Number.isFinite)).toEqual(Array.from(twin, Number.isFinite));
        const scale = Math.max(...finite(tokens).map(Math.abs));
        found.forEach((v, i) => {
          if (!Number.isFinite(v)) return;
          // Rounded once, like the twin, which rounds each token's values before it takes their mean; what is denormal may be 0.
          const room = pooling === "mean" ? 2e-7 * scale : 2e-7 * Math.abs(twin[i]!);
          expect(Math.abs(v - twin[i]!)).toBeLessThanOrEqual(room + LEAST);
        });
      }
    }
  });
});
