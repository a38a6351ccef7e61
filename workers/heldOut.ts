import type { EvaluateRequest, OpenedModel } from "../src/core/api.ts";
import { Failure } from "../src/core/failure.ts";
import type { ProfileData } from "../src/engine/dimensionProfile.ts";
import type { HeldOut } from "../src/engine/lab.ts";
import { createDataHolder, type DataHolder, type TakenData } from "./data.ts";

export const NO_HELD_OUT: HeldOut = { test: [], leaked: [] };

/** Our own sentences, whatever else was taken. */
const own = createDataHolder();

/**
 * Test sentences of the data that an atlas was fitted on, `perClass` of each class (all where it is absent): the data set taken
 * last, or our own. @throws Failure("mismatch") where it was fitted on neither
 */
export async function heldOutOf(
  atlas: NonNullable<OpenedModel["atlas"]>,
  holder: DataHolder,
  { perClass }: EvaluateRequest,
): Promise<HeldOut> {
  for (const from of [holder, own]) {
    const data = await from.current();
    if (data.sha256 === atlas.dataSha256 || data.sha256 === "") return held(data, atlas.split, perClass);
  }
  throw new Failure(
    "mismatch",
    `The atlas was fitted on ${atlas.dataName}, which is not at hand: take that data set under Fit, with the same split.`,
  );
}

/** Held-out sentences to profile dimensions over: of the atlas's data, or our own where there is no atlas. */
export async function profileData(atlas: OpenedModel["atlas"], holder: DataHolder): Promise<ProfileData> {
  if (atlas) return { dataName: atlas.dataName, test: (await heldOutOf(atlas, holder, {})).test };
  const { name: dataName, split } = await own.current();
  return { dataName, test: split.test };
}

function held({ split, splitName, leaked, repeated }: TakenData, fitted: string, perClass?: number): HeldOut {
  if (splitName !== fitted) {
    throw new Failure(
      "mismatch",
      `The atlas was fitted with the split “${fitted}”, the data set is split by “${splitName}”: some test sentences would have been trained on. Choose that split under Fit.`,
    );
  }
  const seen = new Map<number, number>();
  const kept = split.test.map(({ trueClass }) => {
    const n = seen.get(trueClass) ?? 0;
    seen.set(trueClass, n + 1);
    return perClass === undefined || n < perClass;
  });
  const part = <T>(list: readonly T[]) => list.filter((_, i) => kept[i]);
  return { test: part(split.test), leaked: part(leaked), repeated: part(repeated) };
}
