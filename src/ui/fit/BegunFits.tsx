import { removeFit, resumeFit } from "../../state/begunFits.ts";
import { DeleteButton } from "../parts/DeleteButton.tsx";
import { useScreen } from "../useScreen.ts";

/** Fits that were paused, or whose page was closed. */
export function BegunFits() {
  const begun = useScreen((screen) => screen.begunFits);
  const ready = useScreen(({ opened, opening }) => opened !== undefined && opening === undefined);
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  if (begun.length === 0 || fitting) return null;
  return (
    <section className="card" aria-labelledby="begun">
      <h2 id="begun" className="section-title">
        Begun
      </h2>
      <ul className="rows" aria-label="Begun fits">
        {begun.map((fit) => {
          const name = `${fit.modelId} on ${fit.dataName}`;
          return (
            <li key={fit.id} className="row">
              <span className="row-name">
                {name}
                <span className="range number">
                  {fit.done} of {fit.classes} classes are done
                </span>
              </span>
              <button
                type="button"
                className="button"
                disabled={!ready}
                aria-label={`Go on with ${name}`}
                onClick={() => void resumeFit(fit)}
              >
                Go on
              </button>
              <DeleteButton
                name={`the fit of ${name}`}
                question={`Delete ${fit.done} finished classes?`}
                onDelete={() => void removeFit(fit.id)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
