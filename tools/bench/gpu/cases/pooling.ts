import { type Pooling, poolValues } from "../../../../src/core/pooling.ts";
import { createAppendValues, vectorsBytes } from "../../../../src/gpu/appendValues.ts";
import { bagVectors, createPoolValues, firstPos } from "../../../../src/gpu/poolValues.ts";
import { maxRelativeError } from "../../../../test/support/close.ts";
import { heavyTailed } from "../../values.ts";
import type { CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { poolingWork } from "../work.ts";

/** A value of one token is rounded once on either side: half a last bit each, and float64 may doubt which. */
const ONE_ROUNDING = 2e-7;
/** The twin rounds each token's centred values before it takes their mean. Values near 0, nothing but that noise, are left out. */
const ROUNDED_TOKENS = 1e-5;
const LEAST_MEAN = 0.1;

const toleranceOf = (pooling: Pooling) => (pooling === "mean" ? ROUNDED_TOKENS : ONE_ROUNDING);

const difference = (actual: Float32Array, expected: Float32Array, pooling: Pooling): number =>
  maxRelativeError(actual, expected, (e) => pooling !== "mean" || Math.abs(e) > LEAST_MEAN).error;

export function poolingCases({ dModel, nPos, batch, classVectors, most }: Sizes): CaseMaker[] {
  const long = Math.floor(most / dModel);
  return [
    pooled("last", nPos, dModel),
    pooled("mean", nPos, dModel),
    pooled("all", long, dModel),
    appended("last", batch, nPos, dModel),
    appended("mean", batch, nPos, dModel),
    appended("mean", classVectors, nPos, dModel),
    appended("last", long, 1, dModel),
  ];
}

/** One sentence of `nPos` tokens, centred. */
function pooled(pooling: Pooling, nPos: number, dModel: number): CaseMaker {
  const options = { pooling, center: true, skipBos: false };
  return {
    kernel: "poolValues",
    size: `${pooling}, centred: ${count(nPos)} × ${dModel}`,
    open(bench) {
      const residPost = heavyTailed(nPos * dModel, 1);
      const twin = () => poolValues(residPost, nPos, dModel, options);
      const vectors = bagVectors(nPos, options);
      const bytes = vectors * dModel * 4;
      const [input, output] = [bench.uploaded(residPost), bench.room(bytes)];
      const kernel = bench.own(createPoolValues(bench.device));
      const place = { row: 0, nPos, batchPos: nPos };
      return {
        work: poolingWork({ vectors, rows: pooling === "mean" ? nPos : 1, dModel }, true, 0),
        twin: { name: "poolValues", run: twin },
        passes: [(pass) => kernel.encode(pass, input, place, dModel, options, output)],
        difference: async () =>
          difference(new Float32Array(await bench.read(output, bytes)), twin(), pooling),
        tolerance: toleranceOf(pooling),
      };
    },
  };
}

/** A batch of sentences into a class's bag, one vector each, centred. */
function appended(pooling: "last" | "mean", sentences: number, nPos: number, dModel: number): CaseMaker {
  const options = { pooling, center: true, skipBos: false };
  return {
    kernel: "appendValues",
    size: `${pooling}, centred: ${count(sentences)} × ${nPos} × ${dModel}`,
    open(bench) {
      const residPost = heavyTailed(sentences * nPos * dModel, 2);
      const first = firstPos(nPos, options);
      const rows = pooling === "mean" ? nPos : 1;
      const vectors = Array.from({ length: sentences }, (_, s) => ({
        firstRow: s * nPos + first,
        rows,
        vector: s,
      }));
      const expected = new Float32Array(sentences * dModel);
      const twin = () => {
        for (let s = 0; s < sentences; s++) {
          const sentence = residPost.subarray(s * nPos * dModel, (s + 1) * nPos * dModel);
          expected.set(poolValues(sentence, nPos, dModel, options), s * dModel);
        }
        return expected;
      };
      const input = bench.uploaded(residPost);
      const table = bench.room(vectorsBytes(sentences));
      const output = bench.room(expected.byteLength);
      const kernel = bench.own(createAppendValues(bench.device));
      const { maxComputeWorkgroupsPerDimension } = bench.device.limits;
      return {
        work: poolingWork({ vectors: sentences, rows, dModel }, true, vectorsBytes(1)),
        twin: { name: "poolValues", run: twin },
        passes: [
          (pass) =>
            kernel.encode(
              pass,
              input,
              vectors,
              dModel,
              true,
              table,
              output,
              maxComputeWorkgroupsPerDimension,
            ),
        ],
        difference: async () =>
          difference(new Float32Array(await bench.read(output, expected.byteLength)), twin(), pooling),
        tolerance: toleranceOf(pooling),
      };
    },
  };
}
