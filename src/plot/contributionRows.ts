/** What each layer says of each class: where a guess comes from. */
export interface Contributions {
  /** Category paths, by index. */
  classes: readonly (readonly string[])[];
  /** Log-likelihoods. [class * nLayers + layer], nats */
  byLayer: Float32Array;
  nLayers: number;
  /** Index of the guess. */
  best: number;
  /** Class indices in the order they are drawn: the ranking, or subject by subject. */
  order: readonly number[];
}

/** Of each class in order, how much likelier than the guess each layer finds it: a class's sum is its gap. [order][layer], nats */
export function contributionRows({ byLayer, nLayers, best, order }: Contributions): Float64Array[] {
  if (byLayer.length === 0) return [];
  return order.map((classIndex) =>
    Float64Array.from(
      { length: nLayers },
      (_, layer) => byLayer[classIndex * nLayers + layer]! - byLayer[best * nLayers + layer]!,
    ),
  );
}
