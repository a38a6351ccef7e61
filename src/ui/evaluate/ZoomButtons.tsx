import { typographic } from "../../plot/format.ts";
import { type MatrixZoom, ZOOM_STEP, type ZoomState } from "../../plot/matrixZoom.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";

/** How far the matrix is enlarged, for those without a wheel. */
export function ZoomButtons({ zoom, state }: { zoom: MatrixZoom; state: ZoomState | undefined }) {
  const t = useTexts().evaluate;
  const button = (name: string, words: string, enabled: boolean | undefined, onClick: () => void) => (
    <ActionButton className="zoom-button" aria-label={name} ready={enabled === true} onClick={onClick}>
      {words}
    </ActionButton>
  );
  return (
    <span className="matrix-control zoom-buttons">
      {button(t.zoomOut, "−", state?.canZoomOut, () => zoom.zoomBy(1 / ZOOM_STEP))}
      <output className="number zoom-factor">{t.zoomed(typographic((state?.factor ?? 1).toFixed(1)))}</output>
      {button(t.zoomIn, "+", state?.canZoomIn, () => zoom.zoomBy(ZOOM_STEP))}
      {button(t.zoomAll, t.all, state?.canZoomOut, () => zoom.reset())}
      <Hint text={t.hints.zoom} />
    </span>
  );
}
