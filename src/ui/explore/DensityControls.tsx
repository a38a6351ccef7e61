import { formatValue } from "../../plot/format.ts";
import { setFixed, setYScale, setZoom } from "../../state/looking.ts";
import { Hint } from "../parts/Hint.tsx";
import { handOver } from "../parts/handOver.ts";
import { Segmented } from "../parts/Segmented.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Which layer, on which scale; and what was dragged, with the way back. */
export function DensityControls({ layer }: { layer: number | undefined }) {
  const t = useTexts().explore;
  const yScale = useScreen((screen) => screen.yScale);
  const isZoomed = useScreen((screen) => screen.zoom !== undefined);
  const fixed = useScreen((screen) => screen.fixed);
  const scales = (["log", "linear"] as const).map((value) => ({ value, label: t.density[value] }));
  return (
    <>
      <div className="view-head">
        <h2 className="section-title">
          {t.density.title(layer ?? 0)}
          <Hint text={t.hints.density} />
        </h2>
        {isZoomed && (
          <button
            type="button"
            className="button-quiet"
            onClick={() => {
              handOver('[data-focus="zoom-+"]');
              setZoom(undefined);
            }}
          >
            {t.density.wholeRange}
          </button>
        )}
        <Segmented legend={t.density.scale} value={yScale} options={scales} onChange={setYScale} />
        <Hint text={t.hints.scale} />
      </div>
      {fixed && (
        <p className="fixed-line">
          <span className="number">{t.density.fixed(formatValue(fixed.left), formatValue(fixed.right))}</span>
          <button
            type="button"
            className="button-quiet"
            onClick={() => {
              handOver('[data-focus="cutoff-left"]');
              setFixed(undefined);
            }}
          >
            {t.density.reset}
          </button>
        </p>
      )}
    </>
  );
}
