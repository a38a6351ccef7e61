import { formatPercent } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { chances, type ServingCalibration } from "../../state/calibration.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { PinnedHeadline } from "./PinnedHeadline.tsx";
import { SoFar } from "./SoFar.tsx";

/** The best pair in words, and that of the pinned sentence beside it. */
export function Headline({ calibration }: { calibration: ServingCalibration | undefined }) {
  const t = useTexts().explore.guess;
  const mode = useScreen((screen) => screen.mode);
  const waiting = useScreen((screen) => screen.opening !== undefined || screen.reading);
  const ranking = useScreen((screen) => screen.guess?.modes[screen.mode]);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  const pinned = useScreen((screen) => screen.pinned);
  const best = ranking?.ranking[0] ?? -1;
  const path = classes?.[best];
  const words = path && (pinned === undefined ? path.join(", ") : shortLabel(path));
  const chance = calibration && ranking && chances(ranking, calibration.of.temperature)[best];
  return (
    <div className="guess-head">
      <div className={pinned === undefined ? "headlines" : "headlines headlines-two"}>
        <p className="headline" aria-live="polite">
          <span>{t.from[mode]}</span>
          <strong>{words ?? (noAtlas ? t.none : waiting ? t.reading : t.nothing)}</strong>
          {chance !== undefined && (
            <span className="headline-chance number">{t.chance(formatPercent(chance, 0))}</span>
          )}
        </p>
        <SoFar />
        {pinned !== undefined && <PinnedHeadline text={pinned} />}
      </div>
      <ModeSwitch />
    </div>
  );
}
