import { formatCount } from "../../plot/format.ts";
import { evaluate, setPerClass, stopEvaluation } from "../../state/evaluation.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useScreen } from "../useScreen.ts";

const ALL = "all";

export function EvaluateControls() {
  const opened = useScreen((screen) => screen.opened);
  const perClass = useScreen((screen) => screen.perClass);
  const evaluating = useScreen((screen) => screen.evaluating);
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const report = useScreen((screen) => screen.report);
  const nClasses = opened?.atlas?.classes.length ?? 0;
  const some = [1, 3].map((n) => ({
    value: String(n),
    name: `${n} of each class (${formatCount(n * nClasses)})`,
  }));
  const choices = [...some, { value: ALL, name: `All of them (${formatCount(opened?.nHeldOut ?? 0)})` }];
  return (
    <div className="evaluate-controls">
      <p className="lead">
        Held-out sentences were not used to fit the densities. Score them, and see what the model’s magnitudes
        tell apart and what they confuse.
      </p>
      <div className="evaluate-row">
        <label className="choice">
          <span>Held-out sentences</span>
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
        <button
          type="button"
          className="button button-primary"
          disabled={opened === undefined || evaluating !== undefined || fitting}
          onClick={() => void evaluate()}
        >
          Evaluate held-out sentences
        </button>
        {evaluating && (
          <>
            <ProgressBar name="Evaluation" progress={evaluating} />
            <button type="button" className="button" onClick={() => void stopEvaluation()}>
              Cancel
            </button>
          </>
        )}
      </div>
      {fitting && <p className="note">An atlas is being fitted: pause that on the Fit tab to evaluate.</p>}
      {report === undefined && (
        <p className="note">
          The result: confusion matrices of pairs, subjects and attributes, macro F1 with intervals, and the
          pairs that swallow most guesses, for all values and for the tails alone.
        </p>
      )}
      {report && opened && report.model.id !== opened.shape.id && (
        <p className="note">
          The result below is of {report.model.id}; evaluate again to see {opened.shape.id}.
        </p>
      )}
    </div>
  );
}
