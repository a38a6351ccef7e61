import { useEffect, useMemo } from "react";
import type { DataPreview } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { setTab } from "../../state/actions.ts";
import { takeData } from "../../state/data.ts";
import { type OptionFields, readOptions } from "../../state/fitForm.ts";
import { store } from "../../state/store.ts";
import { setInStudy, startStudy, stopStudy, studyChoice } from "../../state/study.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { optionsInWords } from "../words.ts";

/** One button for the whole study: every chosen model fitted, evaluated, and laid beside the others. */
export function StudyRun() {
  const t = useTexts().compare.study;
  const models = useScreen((screen) => screen.models);
  const { leftOut, progress, ended } = useScreen((screen) => screen.study);
  const ready = useScreen(
    ({ data, takingData, opening }) => data !== undefined && !takingData && opening === undefined,
  );
  const choice = useMemo(() => studyChoice(models), [models]);
  const nChosen = choice.filter(({ id }) => !leftOut.includes(id)).length;

  useEffect(() => {
    if (models.length > 0 && store.getState().data === undefined) void takeData();
  }, [models.length]);

  return (
    <section className="card" aria-labelledby="study">
      <h2 id="study" className="section-title">
        {t.title}
      </h2>
      <Ground />
      <fieldset className="layer-boxes" disabled={progress !== undefined}>
        <legend className="note">{t.models}</legend>
        {choice.map(({ id, title }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!leftOut.includes(id)}
              onChange={({ target }) => setInStudy(id, target.checked)}
            />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      <div className="plan-actions">
        {progress ? (
          <>
            <ProgressBar name={t.progress} progress={progress} />
            <button type="button" className="button" onClick={() => void stopStudy()}>
              {t.stop}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button button-primary"
            disabled={!ready || nChosen === 0}
            onClick={() => void startStudy()}
          >
            {t.run(nChosen)}
          </button>
        )}
        <p role="status" aria-label={t.progress} className="note">
          {progress ? t.kept : ended}
        </p>
      </div>
      <Outcomes />
    </section>
  );
}

/** The data and the options that every model is fitted with. */
function Ground() {
  const t = useTexts().compare.study;
  const data = useScreen((screen) => screen.data);
  const options = useScreen((screen) => screen.fitForm.options);
  return (
    <p className="note">
      {t.ground}
      <button type="button" className="button-link" onClick={() => setTab("fit")}>
        {t.fit}
      </button>
      : {data ? dataInWords(data, t) : t.beingRead}; {inWords(options)}.
    </p>
  );
}

/** What became of each model of the last run. */
function Outcomes() {
  const t = useTexts().compare.study;
  const outcomes = useScreen((screen) => screen.study.outcomes);
  const models = useScreen((screen) => screen.models);
  const told = models.filter(({ id }) => outcomes[id] !== undefined);
  if (told.length === 0) return null;
  return (
    <ul className="plan-notes" aria-label={t.outcomes}>
      {told.map(({ id, title }) => (
        <li key={id} className="note">
          {title}: {outcomes[id]}
        </li>
      ))}
    </ul>
  );
}

function dataInWords({ name, classes, nTrain, nTest }: DataPreview, t: Texts["compare"]["study"]): string {
  const many = t.classes(classes.length, formatCount(classes.length));
  return t.data(name, many, formatCount(nTrain), formatCount(nTest));
}

function inWords(fields: OptionFields): string {
  try {
    return optionsInWords(readOptions(fields));
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  }
}
