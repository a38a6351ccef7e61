import type { DimensionProfile } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import type { Sketches } from "./stackLayout.ts";

/** More than this share of the sentences have it in the tails: it is always there. Fewer than RARE: it is this sentence's. */
export const ALWAYS = 0.9;
export const RARE = 0.1;

/** A dimension that lives in the tails. */
export interface LivingDimension {
  dimension: number;
  /** Layers where it is in the tails. */
  nLayers: number;
  /** Its greatest magnitude there. */
  greatest: number;
}

/** Those in the tails anywhere: in most layers first, of these the greatest first, then by index. */
export function livingDimensions(sketches: Sketches): LivingDimension[] {
  const found = new Map<number, LivingDimension>();
  for (const sketch of sketches) {
    const seen = new Set<number>();
    for (const { dimension, value } of sketch?.tails ?? []) {
      const living = found.get(dimension) ?? { dimension, nLayers: 0, greatest: 0 };
      if (!seen.has(dimension)) living.nLayers++;
      seen.add(dimension);
      living.greatest = Math.max(living.greatest, Math.abs(value));
      found.set(dimension, living);
    }
  }
  return [...found.values()].sort(
    (a, b) => b.nLayers - a.nLayers || b.greatest - a.greatest || a.dimension - b.dimension,
  );
}

/** How a value stands against the same dimension's values in other sentences. */
export interface Standing {
  /** (value − mean) / std; undefined where all sentences have the same value. */
  z: number | undefined;
  /** Share of the sentences that have the dimension in the tails there. */
  tailShare: number;
  nSentences: number;
}

export function standing(
  { dimension, value }: TailValue,
  layer: number,
  dModel: number,
  profile: DimensionProfile | undefined,
): Standing | undefined {
  const at = layer * dModel + dimension;
  const mean = profile?.mean[at];
  const std = profile?.std[at];
  const tailShare = profile?.tailShare[at];
  if (profile === undefined || mean === undefined || std === undefined || tailShare === undefined) {
    return undefined;
  }
  return { z: std > 0 ? (value - mean) / std : undefined, tailShare, nSentences: profile.nSentences };
}

/** A row for each value in the tails, unrounded; z and share are empty before a profile is there. */
export function dimensionTable(sketches: Sketches, profile?: DimensionProfile): (string | number)[][] {
  const dModel = profile ? profile.mean.length / Math.max(1, sketches.length) : 0;
  const rows = sketches.flatMap((sketch) =>
    (sketch?.tails ?? []).map((tail) => {
      const at = standing(tail, sketch!.layer, dModel, profile);
      return [tail.dimension, sketch!.layer, tail.value, at?.z ?? "", at?.tailShare ?? ""];
    }),
  );
  return [["dimension", "layer", "value", "z", "tail_share"], ...rows];
}
