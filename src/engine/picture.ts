import type { Curve, LayerPicture, LookAt } from "../core/api.ts";
import { type Atlas, densityRow, pooledClass } from "../core/atlas.ts";
import type { LayerLooks } from "./layerLooks.ts";

/** A layer of a sentence beside the class it is guessed to be of (-1 without an atlas), other classes and a pinned sentence. */
export async function picture(
  looks: LayerLooks,
  { layer, classes = [], fixed }: LookAt,
  atlas: Atlas,
  predictedClass: number,
  pinned: LayerLooks | undefined,
): Promise<LayerPicture> {
  const by = await looks.tailsBy(layer, predictedClass, fixed);
  const [density, fits, tails, other, otherTails] = await Promise.all([
    looks.density(layer),
    looks.fits(layer),
    looks.tails(layer, by),
    pinned?.density(layer),
    pinned?.tails(layer, by),
  ]);
  const { sentence, count, bandwidth } = density;
  const known = predictedClass < 0 ? [] : classes.filter((c) => c in atlas.recipe.classes);
  return {
    layer,
    sentence,
    predictedClass,
    ...(predictedClass >= 0 && {
      pooled: curve(atlas, pooledClass(atlas), layer),
      predicted: curve(atlas, predictedClass, layer),
    }),
    cutoffs: by.cutoffs,
    tails,
    count,
    bandwidth,
    ...fits,
    ...(known.length > 0 && { classes: known.map((c) => ({ index: c, curve: curve(atlas, c, layer) })) }),
    ...(other && { pinned: { sentence: other.sentence, tails: otherTails! } }),
  };
}

function curve(atlas: Atlas, classIndex: number, layer: number): Curve {
  const row = classIndex * atlas.nLayers + layer;
  // copied: what crosses to the page must not drag the whole atlas along
  return {
    min: atlas.gridMin[row]!,
    max: atlas.gridMax[row]!,
    y: densityRow(atlas, classIndex, layer).slice(),
  };
}
