import { densityFigure } from "../../plot/densityFigure.ts";
import { download, svgToPng, svgToString } from "../../plot/exportFigure.ts";
import type { Screen } from "../../state/store.ts";
import { store } from "../../state/store.ts";
import { report } from "../../state/trouble.ts";
import { useTheme } from "../theme.ts";
import { MODE_WORDS } from "../words.ts";

const WIDTH = 960;
const HEIGHT = 480;

interface FigureExportsProps {
  picture: NonNullable<Screen["picture"]>;
  predictedLabel: string | undefined;
}

/** The density on show, drawn again at a size of its own, with a title. */
export function FigureExports({ picture, predictedLabel }: FigureExportsProps) {
  const theme = useTheme();
  const model = store.getState().opened?.shape.id ?? "";
  const { layer, count } = picture.of;
  const file = `tailscope-${model.replaceAll(/[^\w.-]+/g, "-")}-density-layer-${layer}-${picture.mode}`;

  function drawing(): SVGSVGElement {
    return densityFigure(picture.of, {
      ...{ width: WIDTH, height: HEIGHT, theme, mode: picture.mode, predictedLabel },
      title: `${model} · layer ${layer} · ${MODE_WORDS[picture.mode]} · one sentence, n = ${count} values`,
    });
  }

  return (
    <div className="exports">
      <button
        type="button"
        className="button-quiet"
        onClick={() => {
          svgToPng(drawing(), 2).then((blob) => download(blob, `${file}.png`), report);
        }}
      >
        Export PNG
      </button>
      <button
        type="button"
        className="button-quiet"
        onClick={() => download(new Blob([svgToString(drawing())], { type: "image/svg+xml" }), `${file}.svg`)}
      >
        Export SVG
      </button>
    </div>
  );
}
