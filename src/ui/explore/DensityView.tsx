import { useCallback, useMemo, useRef, useState } from "react";
import type { ViewMode } from "../../core/api.ts";
import type { TailValue } from "../../core/seams.ts";
import { densityFigure } from "../../plot/densityFigure.ts";
import { densityTable } from "../../plot/densityTable.ts";
import { formatValue } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { setFixed, setZoom } from "../../state/looking.ts";
import { point } from "../../state/pointed.ts";
import { store } from "../../state/store.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { captionOf } from "./captionOf.ts";
import { DensityControls } from "./DensityControls.tsx";
import { densityInWords } from "./densityInWords.ts";
import { PinnedClasses } from "./PinnedClasses.tsx";
import { useExtraHeight, useHeight } from "./useHeight.ts";

/** The sentence's values at one layer, over what the atlas expects. */
export function DensityView() {
  const explore = useTexts().explore;
  const t = explore.density;
  const words = explore.plot.density;
  const theme = useTheme();
  const picture = useScreen((screen) => screen.picture);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const yScale = useScreen((screen) => screen.yScale);
  const zoom = useScreen((screen) => screen.zoom);
  const fixed = useScreen((screen) => screen.fixed);
  const [tail, setTail] = useState<TailValue>();
  const drawn = useRef<{ figure: SVGSVGElement; mode: ViewMode }>(undefined);
  const height = useHeight(530, 260, 460) - useExtraHeight(); // what is under it stays where it is
  const path = classes?.[picture?.of.predictedClass ?? -1];
  const label = path && shortLabel(path);
  const options = useMemo(() => {
    const classLabels = picture?.of.classes?.map(({ index }) => shortLabel(classes?.[index] ?? []));
    return {
      ...{ theme, yScale, mode: picture?.mode ?? "full", predictedLabel: label, words },
      ...(classLabels && { classLabels }),
      ...(zoom && { zoom }),
    } as const;
  }, [theme, yScale, picture, label, classes, zoom, words]);
  const draw = useCallback(
    (width: number) => {
      if (picture === undefined) return blank();
      const from = drawn.current; // given only where it morphs: drawings would hold on to each other else
      const figure = densityFigure(picture.of, {
        ...options,
        ...{ width, height, onTail: setTail, onZoom: setZoom, onFixed: setFixed, onPoint: point },
        ...(from !== undefined && from.mode !== picture.mode && { morphFrom: from.figure }),
      });
      drawn.current = { figure, mode: picture.mode };
      return figure;
    },
    [picture, options, height],
  );
  const save = useMemo(() => {
    if (picture === undefined) return undefined;
    const { layer, count } = picture.of;
    const model = store.getState().opened?.shape.id ?? "";
    const labels = { predicted: label, classes: options.classLabels, pinned: t.pinned };
    return {
      ...{ name: t.figure, file: `${model}-density-layer-${layer}-${picture.mode}`, primary: true },
      draw: () => {
        const title = t.export(model, layer, t.modes[picture.mode], String(count));
        return densityFigure(picture.of, { ...options, width: 960, height: 480, title });
      },
      table: () => densityTable(picture.of, labels),
      caption: () => captionOf(store.getState(), picture.mode, layer),
    };
  }, [picture, options, label, t]);
  return (
    <div data-tour="density">
      <DensityControls layer={picture?.of.layer} />
      <PinnedClasses />
      <Figure label={t.figure} draw={draw} className="density" {...(save && { save })}>
        {picture && (
          <p className="readout" aria-live="polite">
            {tail
              ? tail.token === undefined
                ? t.dimension(tail.dimension, formatValue(tail.value))
                : words.tail(tail)
              : densityInWords(picture, label, fixed !== undefined, t)}
          </p>
        )}
      </Figure>
    </div>
  );
}

function blank(): Element {
  return document.createElementNS("http://www.w3.org/2000/svg", "svg");
}
