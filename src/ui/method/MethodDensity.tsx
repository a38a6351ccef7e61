import { useCallback, useMemo } from "react";
import { densityFigure } from "../../plot/densityFigure.ts";
import { densityTable } from "../../plot/densityTable.ts";
import { shortLabel } from "../../plot/labels.ts";
import { store } from "../../state/store.ts";
import { captionOf } from "../explore/captionOf.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";

/** The sentence on Explore at the layer on show. */
export function MethodDensity() {
  const t = useTexts();
  const theme = useTheme();
  const picture = useScreen((screen) => screen.picture);
  const opened = useScreen((screen) => screen.opened);
  const path = opened?.atlas?.classes[picture?.of.predictedClass ?? -1];
  const words = t.method.figures;
  const options = useMemo(() => {
    const predictedLabel = path && shortLabel(path);
    return { theme, mode: picture?.mode ?? "full", predictedLabel } as const;
  }, [theme, picture, path]);
  const draw = useCallback(
    (width: number) =>
      densityFigure(picture!.of, { ...options, width, height: Math.round(Math.max(260, width * 0.5)) }),
    [picture, options],
  );
  if (picture === undefined || opened === undefined) return <p className="note">{words.densityWaiting}</p>;
  const { layer } = picture.of;
  const where = words.at(opened.shape.id, layer, t.common.modes[picture.mode]);
  return (
    <Figure
      label={words.density}
      draw={draw}
      className="essay-figure"
      save={{
        name: words.density,
        file: `${opened.shape.id}-density-layer-${layer}-${picture.mode}`,
        draw: () => densityFigure(picture.of, { ...options, width: 960, height: 480, title: where }),
        table: () => densityTable(picture.of, { predicted: options.predictedLabel }),
        caption: () => captionOf(store.getState(), picture.mode, layer),
      }}
    >
      {words.densityCaption(where)}
    </Figure>
  );
}
