import type { DimensionProfile } from "../../core/api.ts";
import { D_MODEL, N_LAYERS, valueAt } from "./picture.ts";

/** A third of the dimensions are where they always are; the others are special to the sentence. */
const isUsual = (dimension: number) => dimension % 3 === 0;

export const fixedProfile: DimensionProfile = {
  dataName: "fixed data",
  nSentences: 240,
  mean: each((layer, dimension) => valueAt(layer, dimension) * (isUsual(dimension) ? 0.9 : 0.1)),
  std: each((layer) => 0.2 + 0.06 * layer),
  tailShare: each((_, dimension) => (isUsual(dimension) ? 0.95 : 0.04)),
};

function each(of: (layer: number, dimension: number) => number): Float32Array {
  return Float32Array.from({ length: N_LAYERS * D_MODEL }, (_, i) =>
    of(Math.floor(i / D_MODEL), i % D_MODEL),
  );
}
