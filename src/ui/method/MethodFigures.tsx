import { useCallback, useMemo } from "react";
import { bagDensity } from "../../plot/fitBag.ts";
import { bandwidthTable, fitBandwidthPicture } from "../../plot/fitBandwidthPicture.ts";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import type { RuleSet } from "../../plot/fitTailPicture.ts";
import { fitTailPicture, ruleTable } from "../../plot/fitTailPicture.ts";
import { FitPicture } from "../fit/FitPicture.tsx";
import { useGroundWords } from "../fit/groundWords.ts";
import { usePictureGround } from "../fit/pictureGround.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** The study's. */
const PUBLISHED_SCALE = 4;
const RULES: RuleSet = [{ rule: "published" }, { rule: "relative" }, { rule: "std", k: 2 }];

/** The values of the sentence on Explore, smoothed as the open atlas does and as the study did. */
export function BandwidthFigure() {
  const t = useTexts().method.figures;
  const { bag } = usePictureGround();
  const scale = useScreen((screen) => screen.opened?.atlas?.options.bandwidthScale) ?? PUBLISHED_SCALE;
  const paint = useCallback(
    (options: FitPictureOptions) => fitBandwidthPicture(bag, scale, options),
    [bag, scale],
  );
  return (
    <div className="essay-figure">
      <FitPicture label={t.bandwidth} height={250} paint={paint} table={() => bandwidthTable(bag, scale)} />
      <p className="note">{t.bandwidthCaption(useGroundWords())}</p>
    </div>
  );
}

/** The density of the guessed class, and what each rule takes for its tails. */
export function RulesFigure() {
  const t = useTexts().method.figures;
  const { bag, guessed } = usePictureGround();
  const chosen = useScreen((screen) => screen.opened?.atlas?.options.tailRule);
  const rules = useMemo(() => RULES.map((rule) => (rule.rule === chosen?.rule ? chosen : rule)), [chosen]);
  const rule = rules.some((one) => one.rule === chosen?.rule) ? chosen!.rule : "published";
  const density = useMemo(() => guessed?.density ?? bagDensity(bag, 1, 1000), [guessed, bag]);
  const paint = useCallback(
    (options: FitPictureOptions) => fitTailPicture(density, bag, rules, rule, options),
    [density, bag, rules, rule],
  );
  return (
    <div className="essay-figure">
      <FitPicture label={t.rules} height={380} paint={paint} table={() => ruleTable(density, bag, rules)} />
      <p className="note">{guessed ? t.rulesOf(guessed.label) : t.rulesOwn}</p>
    </div>
  );
}
