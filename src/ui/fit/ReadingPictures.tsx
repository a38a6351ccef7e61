import { useCallback, useMemo } from "react";
import { centringTable, fitCentringPicture } from "../../plot/fitCentringPicture.ts";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import { fitPoolingPicture, fitStartPicture, tokenTable } from "../../plot/fitTokenPicture.ts";
import { readPieces } from "../../plot/fitTokens.ts";
import { fitWordPicture, wordTable } from "../../plot/fitWordPicture.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { FitPicture } from "./FitPicture.tsx";
import { usePictureGround } from "./pictureGround.ts";

const HEIGHT = 100;

/** The sentence, its last word struck out where it is left out. */
export function WordPicture() {
  const t = useTexts().fit.figures;
  const { read } = usePictureGround();
  const drop = useScreen((screen) => screen.fitForm.options.dropLastWord);
  const paint = useCallback(
    (options: FitPictureOptions) => fitWordPicture(read.text, drop, options),
    [read.text, drop],
  );
  return <FitPicture label={t.word} height={HEIGHT} paint={paint} table={() => wordTable(read.text, drop)} />;
}

/** Its tokens, the start token in front of them or its empty place. */
export function StartPicture() {
  const t = useTexts().fit.figures;
  const pieces = usePieces();
  const paint = useCallback((options: FitPictureOptions) => fitStartPicture(pieces, options), [pieces]);
  return <FitPicture label={t.start} height={HEIGHT} paint={paint} table={() => tokenTable(pieces)} />;
}

/** Which tokens' vectors enter the bag. */
export function PoolingPicture() {
  const t = useTexts().fit.figures;
  const { dModel } = usePictureGround();
  const pooling = useScreen((screen) => screen.fitForm.options.pooling);
  const pieces = usePieces();
  const paint = useCallback(
    (options: FitPictureOptions) => fitPoolingPicture(pieces, pooling, dModel, options),
    [pieces, pooling, dModel],
  );
  return <FitPicture label={t.pooling} height={HEIGHT} paint={paint} table={() => tokenTable(pieces)} />;
}

/** The values before and after their mean is taken off. */
export function CentringPicture() {
  const t = useTexts().fit;
  const { bag } = usePictureGround();
  const on = useScreen((screen) => screen.fitForm.options.center);
  const paint = useCallback((options: FitPictureOptions) => fitCentringPicture(bag, on, options), [bag, on]);
  return (
    <>
      <FitPicture label={t.figures.centring} height={HEIGHT} paint={paint} table={() => centringTable(bag)} />
      <p className="note">{t.pictures.centring.schematic}</p>
    </>
  );
}

function usePieces() {
  const { read } = usePictureGround();
  const { dropLastWord, prependBos, pooling } = useScreen((screen) => screen.fitForm.options);
  return useMemo(
    () => readPieces(read, { dropLastWord, prependBos, pooling }),
    [read, dropLastWord, prependBos, pooling],
  );
}
