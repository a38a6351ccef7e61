import { useState } from "react";
import type { Tap, TapList } from "../../core/api.ts";
import { chooseTaps } from "../../state/taps.ts";
import { useScreen } from "../useScreen.ts";

/** Of an .onnx: which of the graph's values is taken for each layer's residual stream. */
export function TapTable() {
  const list = useScreen((screen) => screen.opened?.taps);
  if (list === undefined) return null;
  return <TapForm key={JSON.stringify(list.taps)} list={list} />;
}

function TapForm({ list }: { list: TapList }) {
  const [taps, setTaps] = useState<readonly Tap[]>(list.taps);
  const changed = taps.some(({ value }, i) => value !== list.taps[i]?.value);

  function choose(layer: number, value: string) {
    setTaps(taps.map((tap) => (tap.layer === layer ? { layer, value } : tap)));
  }

  return (
    <section className="card" aria-labelledby="taps">
      <h2 id="taps" className="section-title">
        Layers of this ONNX file
      </h2>
      <p className="note">
        Found by the shape of the graph: what leaves each block. Correct it where it is wrong.
      </p>
      <ol className="taps">
        {taps.map(({ layer, value }) => (
          <li key={layer} className="row">
            <label className="field-inline">
              <span>layer {layer}</span>
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
          Use these
        </button>
        <button type="button" className="button-quiet" onClick={() => void chooseTaps([])}>
          As found
        </button>
      </div>
    </section>
  );
}

function optionsFor(value: string, candidates: readonly string[]): readonly string[] {
  return candidates.includes(value) ? candidates : [value, ...candidates];
}
