import { formatCount } from "../../plot/format.ts";
import { evaluate, setPerClass, stopEvaluation } from "../../state/evaluation.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Hint } from "../parts/Hint.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

const ALL = "all";

/** How many sentences to score, and the button that does it. */
export function EvaluateControls() {
  const t = useTexts().evaluate;
  const opened = useScreen((screen) => screen.opened);
  const perClass = useScreen((screen) => screen.perClass);
  const evaluating = useScreen((screen) => screen.evaluating);
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const report = useScreen((screen) => screen.report);
  const nClasses = opened?.atlas?.classes.length ?? 0;
  const some = [1, 3].map((n) => ({
    value: String(n),
    name: t.ofEachClass(n, formatCount(n * nClasses)),
  }));
  const choices = [...some, { value: ALL, name: t.allOfThem(formatCount(opened?.nHeldOut ?? 0)) }];
  return (
    <div className="evaluate-controls">
      <p className="lead">{t.lead}</p>
      <div className="evaluate-row">
        <label className="choice">
          <span>{t.heldOut}</span>
          <select
            value={perClass === undefined ? ALL : String(perClass)}
            disabled={evaluating !== undefined || opened === undefined}
            onChange={({ target }) => setPerClass(target.value === ALL ? undefined : Number(target.value))}
          >
            {choices.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Hint text={t.hints.heldOut} />
        <ActionButton
          className="button button-primary"
          ready={opened !== undefined && evaluating === undefined && !fitting}
          onClick={() => void evaluate()}
        >
          {t.start}
        </ActionButton>
        {evaluating && (
          <>
            <ProgressBar name={t.progress} progress={evaluating} />
            <button type="button" className="button" onClick={() => void stopEvaluation()}>
              {t.cancel}
            </button>
          </>
        )}
      </div>
      {fitting && <p className="note">{t.fitting}</p>}
      {report && opened && report.model.id !== opened.shape.id && (
        <p className="note">{t.otherModel(report.model.id, opened.shape.id)}</p>
      )}
    </div>
  );
}
