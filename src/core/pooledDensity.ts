import { type Atlas, densityRow, pooledClass, setDensity } from "./atlas.ts";
import { linspaceF32 } from "./grid.ts";
import { tailCutoffs } from "./tails.ts";

/**
 * Fills the pooled reference's rows: at each layer the mixture of all class densities, each weighted by its number of values,
 * on a grid over all of them. A mixture needs no class's values, so memory stays flat and shares of a fit can be merged.
 * Beyond a class's own grid its part is 0. Moments are those of all values together.
 */
export function fillPooled(atlas: Atlas): void {
  const { gridPoints, tailRule } = atlas.recipe.options;
  const nClasses = atlas.recipe.classes.length;
  for (let layer = 0; layer < atlas.nLayers; layer++) {
    const rows = Array.from({ length: nClasses }, (_, c) => c * atlas.nLayers + layer);
    const min = rows.reduce((m, r) => Math.min(m, atlas.gridMin[r]!), Number.POSITIVE_INFINITY);
    const max = rows.reduce((m, r) => Math.max(m, atlas.gridMax[r]!), Number.NEGATIVE_INFINITY);
    const count = rows.reduce((n, r) => n + atlas.count[r]!, 0);
    const mean = rows.reduce((s, r) => s + atlas.count[r]! * atlas.mean[r]!, 0) / count;
    const square = rows.reduce(
      (s, r) => s + atlas.count[r]! * (atlas.std[r]! ** 2 + (atlas.mean[r]! - mean) ** 2),
      0,
    );
    const grid = linspaceF32(min, max, gridPoints);
    const y = new Float64Array(gridPoints);
    rows.forEach((r, c) => {
      const part = densityRow(atlas, c, layer);
      const [from, to] = [atlas.gridMin[r]!, atlas.gridMax[r]!];
      const scale = (gridPoints - 1) / (to - from);
      const weight = atlas.count[r]! / count;
      for (let i = 0; i < gridPoints; i++) {
        const g = grid[i]!;
        if (g < from || g > to) continue;
        const x = (g - from) * scale;
        const k = Math.min(x | 0, gridPoints - 2);
        y[i]! += weight * (part[k]! + (part[k + 1]! - part[k]!) * (x - k));
      }
    });
    const std = Math.sqrt(square / count);
    const moments = {
      count,
      min,
      max,
      mean,
      std,
      sampleStd: std * Math.sqrt(count / (count - 1)),
      kurtosis: Number.NaN,
    };
    const density = { grid, y };
    setDensity(atlas, pooledClass(atlas), layer, {
      density,
      moments,
      bandwidth: Number.NaN,
      cutoffs: tailCutoffs(density, moments, tailRule),
    });
  }
}
