import { useState } from "react";
import type { Tap, TapList } from "../../core/api.ts";
import { chooseTaps } from "../../state/taps.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Of an .onnx: which of the graph's values is taken for each layer's residual stream. */
export function TapTable() {
  const list = useScreen((screen) => screen.opened?.taps);
  if (list === undefined) return null;
  return <TapForm key={JSON.stringify(list.taps)} list={list} />;
}

function TapForm({ list }: { list: TapList }) {
  const { taps: t, hints } = useTexts().models;
  const [taps, setTaps] = useState<readonly Tap[]>(list.taps);
  const changed = taps.some(({ value }, i) => value !== list.taps[i]?.value);

  function choose(layer: number, value: string) {
    setTaps(taps.map((tap) => (tap.layer === layer ? { layer, value } : tap)));
  }

  return (
    <section className="card" aria-labelledby="taps">
      <div className="hinted">
        <h2 id="taps" className="section-title">
          {t.title}
        </h2>
        <Hint text={hints.taps} />
      </div>
      <p className="note">{t.note}</p>
      <ol className="taps">
        {taps.map(({ layer, value }) => (
          <li key={layer} className="row">
            <label className="field-inline">
              <span>{t.layer(layer)}</span>
              <select value={value} onChange={(event) => choose(layer, event.target.value)}>
                {optionsFor(value, list.candidates).map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ol>
      <div className="plan-actions">
        <button
          type="button"
          className="button"
          disabled={!changed}
          onClick={() => void chooseTaps([...taps])}
        >
          {t.use}
        </button>
        <button type="button" className="button-quiet" onClick={() => void chooseTaps([])}>
          {t.asFound}
        </button>
      </div>
    </section>
  );
}

function optionsFor(value: string, candidates: readonly string[]): readonly string[] {
  return candidates.includes(value) ? candidates : [value, ...candidates];
}
