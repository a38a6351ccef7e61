import { useCallback, useMemo } from "react";
import { bagDensity } from "../../plot/fitBag.ts";
import { bandwidthTable, fitBandwidthPicture } from "../../plot/fitBandwidthPicture.ts";
import { fitFloorPicture, floorTable } from "../../plot/fitFloorPicture.ts";
import { gridView } from "../../plot/fitGrid.ts";
import { fitGridPicture, gridTable } from "../../plot/fitGridPicture.ts";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import { fitTailPicture, ruleTable } from "../../plot/fitTailPicture.ts";
import { formatCount, formatPercent } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { FitPicture } from "./FitPicture.tsx";
import { PictureSource } from "./PictureSource.tsx";
import { usePictureGround } from "./pictureGround.ts";
import { typedNumbers, typedRules } from "./typedNumbers.ts";

const HEIGHT = 270;
const TALL = 500;
/** Grid points where the typed number can't be used. */
const POINTS = 1000;

/** The sentence's values smoothed at the chosen scale, at 1 and at 4. */
export function BandwidthPicture() {
  const t = useTexts().fit;
  const { bag, dModel } = usePictureGround();
  const data = useScreen((screen) => screen.data);
  const { bandwidthScale: scale } = useNumbers();
  const paint = useCallback(
    (options: FitPictureOptions) => fitBandwidthPicture(bag, scale!, options),
    [bag, scale],
  );
  if (scale === undefined) return <Waiting />;
  const perClass = data && (data.nTrain / Math.max(1, data.classes.length)) * dModel;
  return (
    <>
      <FitPicture
        label={t.figures.bandwidth}
        height={HEIGHT}
        paint={paint}
        table={() => bandwidthTable(bag, scale)}
      />
      {perClass !== undefined && perClass > bag.count && (
        <p className="note">
          {t.options.bandwidthScale.wider(
            formatCount(bag.count),
            formatCount(perClass),
            formatPercent((bag.count / perClass) ** 0.2, 0),
          )}
        </p>
      )}
    </>
  );
}

/** The density near its peak as it is kept. */
export function GridPicture() {
  const t = useTexts().fit;
  const { bag } = usePictureGround();
  const { bandwidthScale = 1, gridPoints } = useNumbers();
  const paint = useCallback(
    (options: FitPictureOptions) => fitGridPicture(bag, { bandwidthScale, gridPoints: gridPoints! }, options),
    [bag, bandwidthScale, gridPoints],
  );
  if (gridPoints === undefined) return <Waiting />;
  const { error } = gridView(bag, bandwidthScale, gridPoints);
  const missed = formatPercent(error, error < 0.001 ? 3 : 1);
  return (
    <>
      <FitPicture
        label={t.figures.grid}
        height={HEIGHT}
        paint={paint}
        table={() => gridTable(bag, { bandwidthScale, gridPoints })}
      />
      <p className="note">{t.options.gridPoints.miss(missed)}</p>
    </>
  );
}

/** ln(p + ε) over the floor. */
export function FloorPicture() {
  const t = useTexts().fit;
  const { bag } = usePictureGround();
  const density = useDensity();
  const { densityFloor: floor } = useNumbers();
  const paint = useCallback(
    (options: FitPictureOptions) => fitFloorPicture(density, bag, floor!, options),
    [density, bag, floor],
  );
  if (floor === undefined) return <Waiting />;
  return (
    <>
      <FitPicture
        label={t.figures.floor}
        height={HEIGHT}
        ofClass
        paint={paint}
        table={() => floorTable(density, floor)}
      />
      <PictureSource ofClass />
    </>
  );
}

/** A density with the cut-offs of each rule. */
export function TailPicture() {
  const t = useTexts().fit;
  const { bag } = usePictureGround();
  const density = useDensity();
  const fields = useScreen((screen) => screen.fitForm.options);
  const { rule } = fields;
  const rules = useMemo(() => typedRules(fields), [fields]);
  const paint = useCallback(
    (options: FitPictureOptions) => fitTailPicture(density, bag, rules, rule, options),
    [density, bag, rules, rule],
  );
  if (!rules.some((one) => one.rule === rule)) return <Waiting />;
  return (
    <div>
      <FitPicture
        label={t.figures.tails}
        height={TALL}
        ofClass
        paint={paint}
        table={() => ruleTable(density, bag, rules)}
      />
      <PictureSource ofClass />
    </div>
  );
}

function useNumbers() {
  const fields = useScreen((screen) => screen.fitForm.options);
  return useMemo(() => typedNumbers(fields), [fields]);
}

/** The guessed class's in the atlas in use; without one, the sentence's own. */
function useDensity() {
  const { bag, guessed } = usePictureGround();
  const { bandwidthScale = 1, gridPoints = POINTS } = useNumbers();
  return useMemo(
    () => guessed?.density ?? bagDensity(bag, bandwidthScale, Math.min(gridPoints, 4000)),
    [guessed, bag, bandwidthScale, gridPoints],
  );
}

function Waiting() {
  return <p className="note fit-waiting">{useTexts().fit.options.unreadable}</p>;
}
