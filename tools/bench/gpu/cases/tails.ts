import type { TokenTails } from "../../../../src/core/seams.ts";
import { type TailCutoffs, tailMask } from "../../../../src/core/tails.ts";
import { tokenTails } from "../../../../src/core/tokenTails.ts";
import { createTailMask, TAIL_COUNT_BYTES, tailsBytes } from "../../../../src/gpu/tailMask.ts";
import { createTokenTails } from "../../../../src/gpu/tokenTails.ts";
import { heavyTailed } from "../../values.ts";
import type { CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { tailMaskWork, tokenTailsWork } from "../work.ts";

/** Which values are in the tails is not a matter of rounding: cut-offs are floats, or rounded to the right side of one. */
const EXACT = 0;
/** …but where a token's own moments are floats, one value in some ten thousand may lie within a rounding of the cut-off. */
const OWN_CUTOFFS = 5e-5;
/** About one value in a hundred lies beyond. */
const FAR = 5.5;
const PUBLISHED = { rule: "published" } as const;

/** The values next beyond: a value at the cut-off is in the tails, and one on the other side is not. */
function cutoffsOf(values: Float32Array): TailCutoffs {
  const next = (beyond: number, v: number) => (v > FAR ? Math.min(beyond, v) : beyond);
  return {
    left: -values.reduce((beyond, v) => next(beyond, -v), Number.POSITIVE_INFINITY),
    right: values.reduce(next, Number.POSITIVE_INFINITY),
  };
}

export function tailCases({ dModel, nPos, classVectors, most }: Sizes): CaseMaker[] {
  const long = Math.floor(most / dModel);
  return [
    ...[dModel, classVectors * dModel, most].map(tailMaskCase),
    tokenTailsCase(nPos, dModel),
    tokenTailsCase(nPos, dModel, 2),
    tokenTailsCase(long, dModel, 2),
  ];
}

function tailMaskCase(n: number): CaseMaker {
  return {
    kernel: "tailMask",
    size: `n = ${count(n)}`,
    open(bench) {
      const values = heavyTailed(n, 7);
      const cutoffs = cutoffsOf(values);
      const twin = () => tailMask(values, cutoffs, PUBLISHED);
      const expected = twin();
      const found = expected.reduce((sum, one) => sum + one, 0);
      const [input, output] = [bench.uploaded(values), bench.room(tailsBytes(n))];
      const kernel = bench.own(createTailMask(bench.device));
      return {
        work: tailMaskWork(n, found),
        twin: { name: "tailMask", run: twin },
        passes: [(pass) => kernel.encode(pass, input, n, cutoffs, false, output)],
        /** Values that are missing, too many or not what stood at their place, as a share of those that are in the tails. */
        async difference() {
          const bytes = await bench.read(output, tailsBytes(n));
          const nFound = new Uint32Array(bytes, 0, 1)[0]!;
          const kept = bytes.slice(TAIL_COUNT_BYTES, tailsBytes(Math.min(nFound, n)));
          const [indices, floats] = [new Uint32Array(kept), new Float32Array(kept)];
          const right = new Set<number>();
          for (let i = 0; i < indices.length; i += 2) {
            const at = indices[i]!;
            if (expected[at] === 1 && values[at] === floats[i + 1]) right.add(at);
          }
          return (found - right.size + (nFound - right.size)) / Math.max(1, found);
        },
        tolerance: EXACT,
      };
    },
  };
}

/** `k`: beyond as many deviations of each token; else by two cut-offs. */
function tokenTailsCase(nPos: number, dModel: number, k?: number): CaseMaker {
  const own = k !== undefined;
  return {
    kernel: "tokenTails",
    size: `${own ? `beyond ${k} std` : "by cut-offs"}: ${count(nPos)} × ${dModel}`,
    open(bench) {
      const tokens = heavyTailed(nPos * dModel, 8);
      const tails: TokenTails = own ? { k } : { cutoffs: cutoffsOf(tokens), rule: PUBLISHED };
      const [input, output] = [bench.uploaded(tokens), bench.room(nPos * 4)];
      const kernel = bench.own(createTokenTails(bench.device));
      const twin = () => tokenTails(tokens, dModel, tails);
      return {
        work: tokenTailsWork(nPos, dModel, own),
        twin: { name: "tokenTails", run: twin },
        passes: [(pass) => kernel.encode(pass, input, nPos, dModel, tails, output)],
        /** Values counted too many or too few, as a share of all that were to be counted. */
        async difference() {
          const counts = new Uint32Array(await bench.read(output, nPos * 4));
          const expected = twin();
          const off = expected.reduce((sum, e, pos) => sum + Math.abs(e - counts[pos]!), 0);
          return (
            off /
            Math.max(
              1,
              expected.reduce((sum, e) => sum + e, 0),
            )
          );
        },
        tolerance: own ? OWN_CUTOFFS : EXACT,
      };
    },
  };
}
