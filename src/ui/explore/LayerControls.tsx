import { setLayer } from "../../state/actions.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export function LayerControls() {
  const t = useTexts().explore;
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers);
  const layer = useScreen((screen) => screen.layer) ?? 0;
  const last = Math.max((nLayers ?? 1) - 1, 0);
  return (
    <div className="layer-slider">
      <label htmlFor="layer" className="section-title">
        {t.layers.label}
      </label>
      <Hint text={t.hints.layer} />
      <input
        id="layer"
        type="range"
        aria-label={t.layers.label}
        min={0}
        max={last}
        step={1}
        value={Math.min(layer, last)}
        disabled={nLayers === undefined}
        onChange={(event) => setLayer(event.target.valueAsNumber)}
      />
      <output className="number" htmlFor="layer">
        {nLayers !== undefined && (
          <>
            {Math.min(layer, last)} <span className="faint">{t.layers.range(last)}</span>
          </>
        )}
      </output>
    </div>
  );
}
