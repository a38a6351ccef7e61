import type { ModeRanking } from "../../core/api.ts";
import { formatCount, formatPercent } from "../../plot/format.ts";
import type { ServingCalibration } from "../../state/calibration.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

interface GuessNotesProps {
  ranking: ModeRanking;
  calibration: ServingCalibration | undefined;
}

/** What the numbers of a guess are, and are not. */
export function GuessNotes({ ranking, calibration }: GuessNotesProps) {
  const t = useTexts().explore.guess;
  const mode = useScreen((screen) => screen.mode);
  return (
    <p className="note guess-notes">
      {t.gaps}{" "}
      {calibration && (
        <>
          {t.calibrated(formatCount(calibration.of.nFitted), calibration.of.ece.toFixed(3))}{" "}
          {calibration.from === "evaluation" && t.fromEvaluation}
        </>
      )}
      {/* METHOD §4: every result by tails says how often they were too thin to say anything. */}
      {mode === "tails" && (
        <span className="note-tails">
          {t.noSay(formatPercent(ranking.floorShare, 0), ranking.meanTailCount.toFixed(1))}
        </span>
      )}
    </p>
  );
}
