import type { CaseMaker } from "../kernelCase.ts";
import type { Sizes } from "../sizes.ts";
import { binnedCases } from "./binned.ts";
import { densityCases } from "./densities.ts";
import { momentsCases } from "./moments.ts";
import { poolingCases } from "./pooling.ts";
import { scoringCases } from "./scoring.ts";
import { tailCases } from "./tails.ts";

/** Every kernel at the sizes asked for, in the order of the data flow. */
export function allCases(sizes: Sizes): CaseMaker[] {
  return [poolingCases, momentsCases, densityCases, binnedCases, tailCases, scoringCases].flatMap((cases) =>
    cases(sizes),
  );
}
