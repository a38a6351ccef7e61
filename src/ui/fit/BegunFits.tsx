import { removeFit, resumeFit } from "../../state/begunFits.ts";
import { DeleteButton } from "../parts/DeleteButton.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Fits that were paused, or whose page was closed. */
export function BegunFits() {
  const t = useTexts().fit.begun;
  const begun = useScreen((screen) => screen.begunFits);
  const ready = useScreen(({ opened, opening }) => opened !== undefined && opening === undefined);
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  if (begun.length === 0 || fitting) return null;
  return (
    <section className="card" aria-labelledby="begun">
      <h3 id="begun" className="section-title">
        {t.title}
      </h3>
      <ul className="rows" aria-label={t.list}>
        {begun.map((fit) => {
          const name = t.name(fit.modelId, fit.dataName);
          return (
            <li key={fit.id} className="row">
              <span className="row-name">
                {name}
                <span className="range number">{t.done(fit.done, fit.classes)}</span>
              </span>
              <button
                type="button"
                className="button"
                disabled={!ready}
                aria-label={t.goOnWith(name)}
                onClick={() => void resumeFit(fit)}
              >
                {t.goOn}
              </button>
              <DeleteButton
                name={t.theFit(name)}
                question={t.delete(fit.done)}
                onDelete={() => void removeFit(fit.id)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
