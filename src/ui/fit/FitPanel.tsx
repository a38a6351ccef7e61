import { setTab } from "../../state/actions.ts";
import { setFitForm } from "../../state/data.ts";
import { pauseFit } from "../../state/fit.ts";
import { Hint } from "../parts/Hint.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { countOfClasses } from "./counts.ts";
import { FitSummary } from "./FitSummary.tsx";
import { StartFit } from "./StartFit.tsx";

/** The fit itself: what it is of, how long it takes, and where it stands. */
export function FitPanel() {
  const { panel: t, hints } = useTexts().fit;
  const opened = useScreen((screen) => screen.opened);
  const data = useScreen((screen) => screen.data);
  const fitting = useScreen((screen) => screen.fitting);
  const name = useScreen((screen) => screen.fitForm.name);
  return (
    <section className="plan" aria-label={t.region}>
      <h3 className="fit-of">{opened && data ? t.of(opened.shape.id, data.name) : t.title}</h3>
      <FitSummary />
      <div className="field-hinted">
        <label className="field">
          <span>{t.name}</span>
          <input
            type="text"
            value={name}
            placeholder={t.nameExample}
            disabled={fitting !== undefined}
            onChange={({ target }) => setFitForm({ name: target.value })}
          />
        </label>
        <Hint text={hints.name} />
      </div>
      {fitting ? (
        <div className="plan-actions">
          <ProgressBar name={t.progress} progress={fitting} />
          <button type="button" className="button" onClick={() => void pauseFit("Paused")}>
            {t.pause}
          </button>
          <button type="button" className="button-quiet" onClick={() => void pauseFit("Cancelled")}>
            {t.cancel}
          </button>
          <p className="note">{t.meanwhile}</p>
        </div>
      ) : (
        <div className="plan-actions">
          <StartFit />
          <InUse />
        </div>
      )}
    </section>
  );
}

/** The atlas in use now, and where it can be seen at work. */
function InUse() {
  const t = useTexts().fit;
  const atlas = useScreen((screen) => screen.opened?.atlas);
  if (atlas === undefined) return null;
  return (
    <p role="status" aria-label={t.panel.inUseName} className="note">
      {t.panel.inUse(countOfClasses(atlas.classes.length, t), atlas.dataName)}{" "}
      <button type="button" className="button-link" onClick={() => setTab("explore")}>
        {t.panel.explore}
      </button>{" "}
      {t.panel.exploreDoes}{" "}
      <button type="button" className="button-link" onClick={() => setTab("evaluate")}>
        {t.panel.evaluate}
      </button>{" "}
      {t.panel.evaluateDoes}
    </p>
  );
}
