import { type FormEvent, useState } from "react";
import type { Report } from "../../core/api.ts";
import { formatLayers, parseLayers } from "../../state/layerList.ts";
import { keepReport } from "../../state/reports.ts";
import { scoreLayers } from "../../state/rescore.ts";
import { report as reportTrouble } from "../../state/trouble.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Which layers have a say: scored anew from what is kept, without a pass over the model. */
export function LayerChoice({ report }: { report: Report }) {
  const { layers: t, hints } = useTexts().evaluate;
  const { model, layersUsed } = report;
  const { nLayers } = model;
  const rescoring = useScreen((screen) => screen.rescoring);
  const [text, setText] = useState("");
  const chosen = chosenLayers(text, nLayers);
  const shown = layersUsed
    ? t.bySome(t.count(layersUsed.length), formatLayers(layersUsed))
    : t.byAll(t.count(nLayers));

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
    <form className="layer-choice" aria-label={t.form} onSubmit={submit}>
      <div className="layer-field">
        <label className="field">
          <span>{t.saying}</span>
          <input
            type="text"
            value={text}
            spellCheck={false}
            placeholder={t.placeholder(nLayers, `0-${Math.min(2, nLayers - 1)}, ${nLayers - 1}`)}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <Hint text={hints.layers} />
      </div>
      <fieldset className="layer-boxes">
        <legend className="visually-hidden">{t.boxes}</legend>
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
          {t.score}
        </button>
        {layersUsed && (
          <>
            <button type="button" className="button-quiet" onClick={() => void scoreLayers(undefined)}>
              {t.all}
            </button>
            <button type="button" className="button-quiet" onClick={() => keepReport(report)}>
              {t.keep}
            </button>
          </>
        )}
        <p role="status" aria-label={t.status} className="note">
          {rescoring ? t.busy : shown}
        </p>
      </div>
    </form>
  );
}

/** Undefined while what is typed is no list of layers. */
function chosenLayers(text: string, nLayers: number): number[] | undefined {
  try {
    return parseLayers(text, nLayers);
  } catch {
    return undefined;
  }
}
