import { type FormEvent, useState } from "react";
import type { Report } from "../../core/api.ts";
import { formatLayers, parseLayers } from "../../state/layerList.ts";
import { keepReport } from "../../state/reports.ts";
import { scoreLayers } from "../../state/rescore.ts";
import { report as reportTrouble } from "../../state/trouble.ts";
import { useScreen } from "../useScreen.ts";
import { plural } from "../words.ts";

/** Which layers have a say: scored anew from what is kept, without a pass over the model. */
export function LayerChoice({ report }: { report: Report }) {
  const { nLayers } = report.model;
  const rescoring = useScreen((screen) => screen.rescoring);
  const [text, setText] = useState("");
  const chosen = chosenLayers(text, nLayers);

  function submit(event: FormEvent) {
    event.preventDefault();
    try {
      void scoreLayers(parseLayers(text, nLayers));
    } catch (error) {
      reportTrouble(error);
    }
  }

  function toggle(layer: number, on: boolean) {
    const next = (chosen ?? []).filter((one) => one !== layer);
    if (on) next.push(layer);
    setText(formatLayers(next.sort((a, b) => a - b)));
  }

  return (
    <form className="layer-choice" aria-label="Layers that are scored" onSubmit={submit}>
      <label className="field">
        <span>Layers that have a say</span>
        <input
          type="text"
          value={text}
          spellCheck={false}
          placeholder={`all ${nLayers}; or a choice such as 0-${Math.min(2, nLayers - 1)}, ${nLayers - 1}`}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <fieldset className="layer-boxes">
        <legend className="visually-hidden">Layers</legend>
        {[...Array(nLayers).keys()].map((layer) => (
          <label key={layer}>
            <input
              type="checkbox"
              checked={chosen?.includes(layer) ?? false}
              onChange={({ target }) => toggle(layer, target.checked)}
            />
            <span className="number">{layer}</span>
          </label>
        ))}
      </fieldset>
      <div className="plan-actions">
        <button type="submit" className="button" disabled={rescoring}>
          Score these layers
        </button>
        {report.layersUsed && (
          <>
            <button type="button" className="button-quiet" onClick={() => void scoreLayers(undefined)}>
              All layers
            </button>
            <button type="button" className="button-quiet" onClick={() => keepReport(report)}>
              Add to Compare
            </button>
          </>
        )}
        <p role="status" aria-label="Layers scored" className="note">
          {rescoring ? "Scoring…" : shown(report)}
        </p>
      </div>
    </form>
  );
}

function shown({ layersUsed, model }: Report): string {
  if (layersUsed === undefined) return `Scored by all ${plural(model.nLayers, "layer")}.`;
  return `Scored by ${plural(layersUsed.length, "layer")}: ${formatLayers(layersUsed)}.`;
}

/** Undefined while what is typed is no list of layers. */
function chosenLayers(text: string, nLayers: number): number[] | undefined {
  try {
    return parseLayers(text, nLayers);
  } catch {
    return undefined;
  }
}
