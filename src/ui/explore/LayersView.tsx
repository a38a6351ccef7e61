import { useCallback, useDeferredValue, useMemo } from "react";
import { layerStack, stackHeight, stackTable } from "../../plot/layerStack.ts";
import { setLayer } from "../../state/actions.ts";
import { point } from "../../state/pointed.ts";
import { store } from "../../state/store.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { captionOf } from "./captionOf.ts";
import { LayerControls } from "./LayerControls.tsx";
import { layerNow } from "./layerNow.ts";
import { useHeight } from "./useHeight.ts";

/** All layers of the sentence, as they come; one of them is chosen. */
export function LayersView() {
  const explore = useTexts().explore;
  const t = explore.layers;
  const words = explore.plot.stack;
  const theme = useTheme();
  const sketches = useDeferredValue(useScreen((screen) => screen.sketches));
  const pinned = useScreen((screen) => screen.pinnedSketches);
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers) ?? 0;
  const mode = useScreen((screen) => screen.mode);
  const rule = useScreen((screen) =>
    screen.fixed ? "litFixed" : screen.opened && screen.opened.atlas === undefined ? "litNoAtlas" : "lit",
  );
  const room = useHeight(380, 300, 620);
  const slots = useMemo(
    () => Array.from({ length: nLayers }, (_, layer) => sketches[layer]),
    [nLayers, sketches],
  );
  const draw = useCallback(
    (width: number) =>
      layerStack(slots, {
        ...{ width, theme, selected: layerNow(), mode, pinned, words, onSelect: setLayer, onPoint: point },
        height: Math.max(room, nLayers * 14 + 40),
      }),
    [slots, nLayers, theme, mode, pinned, words, room],
  );
  const save = useMemo(
    () => ({
      name: t.figure,
      file: `${store.getState().opened?.shape.id}-layers`,
      draw: () => {
        const title = t.export(store.getState().opened?.shape.id ?? "");
        const height = stackHeight(nLayers) + 22;
        const look = { theme, selected: layerNow(), mode, pinned, words };
        return layerStack(slots, { ...look, width: 720, height, title });
      },
      table: () => stackTable(slots),
      caption: () => captionOf(store.getState(), mode),
    }),
    [slots, nLayers, theme, mode, pinned, words, t],
  );
  return (
    <>
      <LayerControls />
      {nLayers > 0 && (
        <div data-tour="layers">
          <Figure label={t.figure} draw={draw} className="layers" save={save}>
            {t[rule]}
          </Figure>
        </div>
      )}
    </>
  );
}
