import type { Curve, LayerPicture } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import { gridValue } from "./densityDomain.ts";

/** Names of what is drawn, for its table. `classes`: of `picture.classes`, one each. */
export interface DensityLabels {
  predicted?: string | undefined;
  classes?: readonly string[] | undefined;
  pinned?: string | undefined;
}

type Row = (string | number)[];

/**
 * Tail values first, then cut-offs, then every curve point by point; numbers unrounded. Last, where the values of several tokens
 * are pooled, each tail value's token.
 */
export function densityTable(picture: LayerPicture, labels: DensityLabels = {}): Row[] {
  const { sentence, pooled, predicted, classes = [], pinned, cutoffs } = picture;
  const all = [...picture.tails, ...(pinned?.tails ?? [])];
  const hasTokens = all.some(({ token }) => token !== undefined);
  const tailsOf = (name: string, tails: readonly TailValue[] = []): Row[] =>
    tails.map(({ dimension, value, token }) => {
      const row = ["tail value", name, dimension, value, ""];
      return hasTokens ? [...row, token ?? ""] : row;
    });
  const rest = (...row: Row): Row => (hasTokens ? [...row, ""] : row);
  const points = (name: string, curve: Curve | undefined): Row[] =>
    curve ? Array.from(curve.y, (y, i) => rest("density", name, "", gridValue(curve, i), y)) : [];
  return [
    ["kind", "of", "dimension", "value", "density", ...(hasTokens ? ["token"] : [])],
    ...tailsOf("this sentence", picture.tails),
    ...tailsOf(labels.pinned ?? "pinned sentence", pinned?.tails),
    rest("cut-off", "left", "", cutoffs.left, ""),
    rest("cut-off", "right", "", cutoffs.right, ""),
    ...points("this sentence", sentence),
    ...points(labels.predicted ?? "predicted class", predicted),
    ...classes.flatMap(({ index, curve }, i) => points(labels.classes?.[i] ?? `class ${index}`, curve)),
    ...points(labels.pinned ?? "pinned sentence", pinned?.sentence),
    ...points("all training sentences", pooled),
  ];
}
