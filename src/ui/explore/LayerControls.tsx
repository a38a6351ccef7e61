import { setLayer } from "../../state/actions.ts";
import { useScreen } from "../useScreen.ts";

export function LayerControls() {
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers);
  const layer = useScreen((screen) => screen.layer) ?? 0;
  const last = Math.max((nLayers ?? 1) - 1, 0);
  return (
    <label className="layer-slider">
      <span className="section-title">Layer</span>
      <input
        type="range"
        aria-label="Layer"
        min={0}
        max={last}
        step={1}
        value={Math.min(layer, last)}
        disabled={nLayers === undefined}
        onChange={(event) => setLayer(event.target.valueAsNumber)}
      />
      <output className="number">
        {nLayers !== undefined && (
          <>
            {Math.min(layer, last)} <span className="faint">of 0–{last}</span>
          </>
        )}
      </output>
    </label>
  );
}
