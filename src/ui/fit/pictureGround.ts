import { useMemo } from "react";
import type { Curve, Guess, LayerPicture, OpenedModel } from "../../core/api.ts";
import type { Density } from "../../core/density.ts";
import { linspaceF32 } from "../../core/grid.ts";
import { exampleBag, type FitBag } from "../../plot/fitBag.ts";
import type { ReadTokens } from "../../plot/fitTokens.ts";
import { shortLabel } from "../../plot/labels.ts";
import { useScreen } from "../useScreen.ts";

/** What the pictures of the options are drawn from. */
export interface PictureGround {
  bag: FitBag;
  dModel: number;
  read: ReadTokens;
  /** Where the values come from; undefined: the example in closed form. */
  of: { model: string; layer: number; last: number } | undefined;
  /** The class that the sentence is guessed to be of, in the atlas in use. */
  guessed: { label: string; density: Density } | undefined;
}

/** The sentence on Explore, as the open model read it; an example where there is none. */
export function usePictureGround(): PictureGround {
  const opened = useScreen((screen) => screen.opened);
  const guess = useScreen((screen) => screen.guess);
  const picture = useScreen((screen) => screen.picture);
  const text = useScreen((screen) => screen.text);
  return useMemo(() => groundOf(opened, guess, picture?.of, text), [opened, guess, picture, text]);
}

function groundOf(
  opened: OpenedModel | undefined,
  guess: Guess | undefined,
  picture: LayerPicture | undefined,
  text: string,
): PictureGround {
  const dModel = opened?.shape.dModel ?? 768;
  if (opened === undefined || guess === undefined || !picture || picture.quantiles.length < 10) {
    return { bag: exampleBag(), dModel, read: unread(text), of: undefined, guessed: undefined };
  }
  const path = opened.atlas?.classes[picture.predictedClass];
  return {
    bag: { values: picture.quantiles, count: picture.count },
    dModel,
    read: {
      ...{ text: guess.text, readText: guess.readText, tokenTexts: guess.tokenTexts },
      hasBos: opened.atlas?.options.prependBos ?? true,
    },
    of: { model: opened.shape.id, layer: picture.layer, last: opened.shape.nLayers - 1 },
    guessed: picture.predicted && path && { label: shortLabel(path), density: densityOf(picture.predicted) },
  };
}

/** Before a model has read it, a text is its words. */
function unread(text: string): ReadTokens {
  return { text, readText: text, tokenTexts: text.match(/\s*\S+|\s+$/g) ?? [], hasBos: false };
}

function densityOf({ min, max, y }: Curve): Density {
  return { grid: linspaceF32(min, max, y.length), y: Float64Array.from(y) };
}
