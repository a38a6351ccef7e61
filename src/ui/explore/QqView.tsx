import { useCallback, useMemo } from "react";
import { qqStrip, qqTable } from "../../plot/qqStrip.ts";
import { store } from "../../state/store.ts";
import { Figure } from "../parts/Figure.tsx";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { captionOf } from "./captionOf.ts";

const HEIGHT = 112;

/** How far the layer's values stray from the logistic distribution that is likeliest for them. */
export function QqView() {
  const t = useTexts().explore;
  const words = t.plot.qq;
  const theme = useTheme();
  const picture = useScreen((screen) => screen.picture);
  const draw = useCallback(
    (width: number) =>
      picture
        ? qqStrip(picture.of, { width, height: HEIGHT, theme, words })
        : document.createElementNS("http://www.w3.org/2000/svg", "svg"),
    [picture, theme, words],
  );
  const save = useMemo(() => {
    if (picture === undefined) return undefined;
    const model = store.getState().opened?.shape.id ?? "";
    const { layer } = picture.of;
    return {
      ...{ name: t.qq.figure, file: `${model}-qq-layer-${layer}` },
      draw: () =>
        qqStrip(picture.of, { width: 720, height: 360, theme, words, title: t.qq.export(model, layer) }),
      table: () => qqTable(picture.of),
      caption: () => captionOf(store.getState(), picture.mode, layer),
    };
  }, [picture, theme, words, t]);
  return (
    <Figure label={t.qq.figure} draw={draw} className="framed explore-qq" {...(save && { save })}>
      <span className="section-title">
        {t.qq.title}
        <Hint text={t.hints.qq} />
      </span>
    </Figure>
  );
}
