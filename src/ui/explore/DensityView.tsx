import { useCallback, useState } from "react";
import type { LayerPicture, ViewMode } from "../../core/api.ts";
import type { TailValue } from "../../core/seams.ts";
import { densityFigure } from "../../plot/densityFigure.ts";
import { formatValue } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTheme } from "../theme.ts";
import { useScreen } from "../useScreen.ts";
import { MODE_WORDS, plural, provenance } from "../words.ts";
import { FigureExports } from "./FigureExports.tsx";

/** The sentence's values at one layer, over what the atlas expects. */
export function DensityView() {
  const theme = useTheme();
  const opened = useScreen((screen) => screen.opened);
  const picture = useScreen((screen) => screen.picture);
  const [tail, setTail] = useState<TailValue>();
  const path = opened?.atlas?.classes[picture?.of.predictedClass ?? -1];
  const label = path && shortLabel(path);
  const draw = useCallback(
    (width: number) => {
      if (picture === undefined) return blank();
      return densityFigure(picture.of, {
        ...{ width, theme, mode: picture.mode, onTail: setTail },
        height: Math.round(Math.min(Math.max(width * 0.56, 220), 330)),
        predictedLabel: label,
      });
    },
    [picture, label, theme],
  );
  return (
    <Figure label="Density" draw={draw} className="density">
      {opened && picture && (
        <>
          <p className="readout" aria-live="polite">
            {tail
              ? `Dimension ${tail.dimension}: ${formatValue(tail.value)}`
              : summary(picture.of, picture.mode, label)}
          </p>
          <div className="caption">
            <p>
              {provenance(opened)} · layer {picture.of.layer}, {MODE_WORDS[picture.mode]}
            </p>
            <FigureExports picture={picture} predictedLabel={label} />
          </div>
        </>
      )}
    </Figure>
  );
}

function summary({ count, cutoffs, tails }: LayerPicture, mode: ViewMode, label: string | undefined): string {
  const farthest = tails[0];
  const orAt = label === undefined ? "" : "at or "; // without a class the rule is strict
  const limits = `${orAt}below ${formatValue(cutoffs.left)}, ${orAt}above ${formatValue(cutoffs.right)}`;
  const say =
    tails.length < 3 && mode === "tails" && label !== undefined
      ? " Fewer than three: the class has no say at this layer."
      : "";
  const of = label === undefined ? "the tails, beyond two standard deviations" : `the tails of “${label}”`;
  const where =
    farthest === undefined
      ? ""
      : ` The farthest: ${formatValue(farthest.value)}, dimension ${farthest.dimension}.`;
  return `${plural(count, "value")}, ${tails.length} in ${of} (${limits}).${where}${say}`;
}

function blank(): Element {
  return document.createElementNS("http://www.w3.org/2000/svg", "svg");
}
