import { useCallback, useDeferredValue, useMemo } from "react";
import { contributionMap, contributionMapDocument, contributionTable } from "../../plot/contributionMap.ts";
import { setLayer } from "../../state/actions.ts";
import { togglePinnedClass } from "../../state/looking.ts";
import { point } from "../../state/pointed.ts";
import { store } from "../../state/store.ts";
import { Figure } from "../parts/Figure.tsx";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { captionOf } from "./captionOf.ts";
import { layerNow } from "./layerNow.ts";
import { useMapHeight } from "./useHeight.ts";

/** What each layer says for or against each class: where the guess comes from. */
export function ContributionView() {
  const t = useTexts().explore;
  const words = t.plot.contributions;
  const theme = useTheme();
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers) ?? 0;
  const height = useMapHeight("contributions", nLayers);
  const ranking = useDeferredValue(useScreen((screen) => screen.guess?.modes[screen.mode]));
  const mode = useScreen((screen) => screen.mode);
  const picture = useMemo(() => {
    if (classes === undefined || !ranking?.ranking.length) return undefined;
    const best = ranking.ranking[0]!;
    return { classes, byLayer: ranking.byLayer, nLayers, best, order: ranking.ranking };
  }, [classes, ranking, nLayers]);
  const draw = useCallback(
    (width: number) =>
      picture === undefined
        ? document.createElement("div")
        : contributionMap(picture, {
            ...{ width, height, theme, selected: layerNow(), words, onPoint: point },
            onSelect: (layer: number, classIndex: number) => {
              setLayer(layer);
              if (!store.getState().pinnedClasses.includes(classIndex)) togglePinnedClass(classIndex);
            },
          }),
    [picture, height, theme, words],
  );
  const save = useMemo(() => {
    if (picture === undefined) return undefined;
    const model = store.getState().opened?.shape.id ?? "";
    const title = t.contributions.export(model, t.density.modes[mode]);
    return {
      ...{ name: t.contributions.figure, file: `${model}-contributions-${mode}` },
      draw: () =>
        contributionMapDocument(picture, {
          ...{ width: 1400, height: 320 + picture.nLayers * 18, theme, selected: layerNow(), words, title },
        }),
      table: () => contributionTable(picture),
      caption: () => captionOf(store.getState(), mode),
    };
  }, [picture, theme, mode, words, t]);
  if (picture === undefined || save === undefined) return null;
  return (
    <Figure label={t.contributions.figure} draw={draw} className="framed explore-contributions" save={save}>
      <span className="section-title">
        {t.contributions.title}
        <Hint text={t.hints.contributions} />
      </span>
    </Figure>
  );
}
