import type { Curve, LayerPicture } from "../core/api.ts";
import { gridValue } from "./densityDomain.ts";

/** Names of what is drawn, for its table. `classes`: of `picture.classes`, one each. */
export interface DensityLabels {
  predicted?: string | undefined;
  classes?: readonly string[] | undefined;
  pinned?: string | undefined;
}

type Row = (string | number)[];

/** Tail values first, then cut-offs, then every curve point by point; numbers unrounded. */
export function densityTable(picture: LayerPicture, labels: DensityLabels = {}): Row[] {
  const { sentence, pooled, predicted, classes = [], pinned, cutoffs } = picture;
  const points = (name: string, curve: Curve | undefined): Row[] =>
    curve ? Array.from(curve.y, (y, i) => ["density", name, "", gridValue(curve, i), y]) : [];
  return [
    ["kind", "of", "dimension", "value", "density"],
    ...picture.tails.map(
      ({ dimension, value }): Row => ["tail value", "this sentence", dimension, value, ""],
    ),
    ...(pinned?.tails ?? []).map(
      ({ dimension, value }): Row => [
        ...["tail value", labels.pinned ?? "pinned sentence", dimension, value, ""],
      ],
    ),
    ["cut-off", "left", "", cutoffs.left, ""],
    ["cut-off", "right", "", cutoffs.right, ""],
    ...points("this sentence", sentence),
    ...points(labels.predicted ?? "predicted class", predicted),
    ...classes.flatMap(({ index, curve }, i) => points(labels.classes?.[i] ?? `class ${index}`, curve)),
    ...points(labels.pinned ?? "pinned sentence", pinned?.sentence),
    ...points("all training sentences", pooled),
  ];
}
