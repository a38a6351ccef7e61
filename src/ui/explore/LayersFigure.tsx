import { useCallback } from "react";
import { layerStrip, rowHeight } from "../../plot/layerStrip.ts";
import { setLayer } from "../../state/actions.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";

/** Beyond this height rows come closer, down to ROW, then the strip scrolls. CSS pixels. */
const HEIGHT = 340;
const ROW = 14;
const MARGIN = 24;

/** All layers of the sentence, as they come. */
export function LayersFigure() {
  const theme = useTheme();
  const sketches = useScreen((screen) => screen.sketches);
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers) ?? 0;
  const selected = useScreen((screen) => screen.layer) ?? 0;
  const mode = useScreen((screen) => screen.mode);
  const noAtlas = useScreen((screen) => screen.opened !== undefined && screen.opened.atlas === undefined);
  const draw = useCallback(
    (width: number) => {
      const slots = Array.from({ length: nLayers }, (_, layer) => sketches[layer]);
      const wanted = nLayers * rowHeight(nLayers) + MARGIN;
      const height = Math.min(wanted, Math.max(HEIGHT, nLayers * ROW + MARGIN));
      return layerStrip(slots, { width, height, theme, selected, mode, onSelect: setLayer });
    },
    [sketches, nLayers, theme, selected, mode],
  );
  return (
    <Figure label="Layers" draw={draw} className="layers">
      Each layer on its own scale; lit{" "}
      {noAtlas ? "beyond two standard deviations." : "where the pooled reference has its tails."}
    </Figure>
  );
}
