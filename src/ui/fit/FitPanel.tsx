import { setTab } from "../../state/actions.ts";
import { setFitForm } from "../../state/data.ts";
import { pauseFit, startFit } from "../../state/fit.ts";
import { roughSeconds } from "../../state/fitRate.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useScreen } from "../useScreen.ts";
import { BACKEND_WORDS, duration, plural } from "../words.ts";

/** The fit itself: what it is of, how long it takes, and where it stands. */
export function FitPanel() {
  const fitting = useScreen((screen) => screen.fitting);
  const ready = useScreen(
    ({ opened, data, takingData, opening }) =>
      opened !== undefined && data !== undefined && !takingData && opening === undefined,
  );
  const name = useScreen((screen) => screen.fitForm.name);
  return (
    <section className="plan" aria-labelledby="fit-panel">
      <h2 id="fit-panel" className="plan-title">
        Fit
      </h2>
      <WhatIsFitted />
      <label className="field">
        <span>Name of the atlas</span>
        <input
          type="text"
          value={name}
          placeholder="model and data"
          disabled={fitting !== undefined}
          onChange={({ target }) => setFitForm({ name: target.value })}
        />
      </label>
      {fitting ? (
        <div className="plan-actions">
          <ProgressBar name="Fit" progress={fitting} />
          <button type="button" className="button" onClick={() => void pauseFit("Paused")}>
            Pause
          </button>
          <button type="button" className="button-quiet" onClick={() => void pauseFit("Cancelled")}>
            Cancel
          </button>
          <p className="note">
            Explore works meanwhile. Every finished class is kept, even if this page is closed.
          </p>
        </div>
      ) : (
        <div className="plan-actions">
          <button
            type="button"
            className="button button-primary"
            disabled={!ready}
            onClick={() => void startFit()}
          >
            Fit an atlas
          </button>
          <InUse />
        </div>
      )}
    </section>
  );
}

function WhatIsFitted() {
  const opened = useScreen((screen) => screen.opened);
  const data = useScreen((screen) => screen.data);
  const guess = useScreen((screen) => screen.guess);
  if (opened === undefined) return <p className="note">Once a model is open, an atlas can be fitted.</p>;
  if (data === undefined) return <p className="note">Read some sentences first.</p>;
  const time = roughSeconds(opened, guess, data.nTrain);
  return (
    <p className="note">
      {opened.shape.id} on {data.name}: {plural(data.nTrain, "sentence")},{" "}
      {plural(data.classes.length, "class", "classes")}, {opened.shape.nLayers} layers, on{" "}
      {BACKEND_WORDS[opened.status.backend]}.
      {time?.of === "fit" && ` Roughly ${duration(time.seconds)}, as the last fit of this model went.`}
      {time?.of === "guess" &&
        ` Under ${duration(time.seconds)}, by the last guess; a fit reads many sentences at once.`}
    </p>
  );
}

/** The atlas in use now, and where it can be seen at work. */
function InUse() {
  const atlas = useScreen((screen) => screen.opened?.atlas);
  if (atlas === undefined) return null;
  return (
    <p role="status" aria-label="Atlas in use" className="note">
      In use: {plural(atlas.classes.length, "class", "classes")} of {atlas.dataName}.{" "}
      <button type="button" className="button-link" onClick={() => setTab("explore")}>
        Explore
      </button>{" "}
      guesses with it,{" "}
      <button type="button" className="button-link" onClick={() => setTab("evaluate")}>
        Evaluate
      </button>{" "}
      scores its test part.
    </p>
  );
}
