import { useCallback, useDeferredValue, useMemo } from "react";
import { dimensionMap, dimensionMapDocument, dimensionTable } from "../../plot/dimensionMap.ts";
import { setLayer } from "../../state/actions.ts";
import { point } from "../../state/pointed.ts";
import { store } from "../../state/store.ts";
import { Figure } from "../parts/Figure.tsx";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { captionOf } from "./captionOf.ts";
import { layerNow } from "./layerNow.ts";
import { ProfileLine } from "./ProfileLine.tsx";
import { useMapHeight } from "./useHeight.ts";

/** Dimensions × layers: which of them are in the tails, and how far they stand from where they stand for other sentences. */
export function TailMapView() {
  const t = useTexts().explore;
  const words = t.plot.dimensions;
  const theme = useTheme();
  const sketches = useDeferredValue(useScreen((screen) => screen.sketches));
  const dModel = useScreen((screen) => screen.opened?.shape.dModel) ?? 0;
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers) ?? 0;
  const height = useMapHeight("dimensions", nLayers);
  const profile = useScreen((screen) => screen.profile);
  const mode = useScreen((screen) => screen.mode);
  const slots = useMemo(
    () => Array.from({ length: nLayers }, (_, layer) => sketches[layer]),
    [nLayers, sketches],
  );
  const draw = useCallback(
    (width: number) =>
      dimensionMap(slots, {
        ...{ width, height, theme, selected: layerNow(), dModel, words, onPoint: point, onSelect: setLayer },
        ...(profile && { profile }),
      }),
    [slots, height, theme, dModel, profile, words],
  );
  const save = useMemo(() => {
    const model = store.getState().opened?.shape.id ?? "";
    return {
      ...{ name: t.dimensions.figure, file: `${model}-tail-map` },
      draw: () =>
        dimensionMapDocument(slots, {
          ...{ width: 1200, height: 120 + nLayers * 22, theme, selected: layerNow(), dModel, words },
          ...{ title: t.dimensions.export(model) },
          ...(profile && { profile }),
        }),
      table: () => dimensionTable(slots, profile),
      caption: () => captionOf(store.getState(), mode),
    };
  }, [slots, nLayers, theme, dModel, profile, mode, words, t]);
  return (
    <Figure label={t.dimensions.figure} draw={draw} className="framed explore-dimensions" save={save}>
      <span className="section-title">
        {t.dimensions.figure}
        <Hint text={t.hints.dimensions} />
      </span>
      <ProfileLine />
    </Figure>
  );
}
