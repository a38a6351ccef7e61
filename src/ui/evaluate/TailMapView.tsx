import { useCallback, useMemo, useState } from "react";
import type { Report } from "../../core/api.ts";
import { formatPercent } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { type TailReading, tailMapCsv, tailMapFigure, tailMapSvg } from "../../plot/tailMapFigure.ts";
import { point } from "../../state/pointed.ts";
import { Figure } from "../parts/Figure.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { chartSave } from "./chartSave.ts";

/** Floor share by class and layer: why the tails work or fail on this model. */
export function TailMapView({ report }: { report: Report }) {
  const theme = useTheme();
  const t = useTexts();
  const words = t.evaluate.tailMap;
  const [cell, setCell] = useState<TailReading>();
  const found = report.modes.tails?.tailMap;
  const map = useMemo(() => found && { ...found, labels: report.classes.map(shortLabel) }, [found, report]);
  const draw = useCallback(
    (width: number) =>
      map
        ? tailMapFigure(map, {
            ...{ width, theme, label: words.title, words: words.words, onPoint: point },
            onHover: (next) => next && setCell(next),
          })
        : document.createElement("div"),
    [map, theme, words],
  );
  const save = useMemo(
    () =>
      map &&
      chartSave(report, t, {
        ...{ name: words.name, title: words.title, file: ["tail-map"], mode: t.common.modes.tails },
        draw: (_, title) => tailMapSvg(map, title, theme, words.words),
        table: () => tailMapCsv(map),
      }),
    [report, t, words, map, theme],
  );
  return (
    <section className="card tail-map" aria-labelledby="tail-map">
      <h3 id="tail-map" className="section-title">
        {words.title}
      </h3>
      {save ? (
        <Figure label={words.figure} draw={draw} save={save}>
          <p className="readout" aria-live="polite">
            {cell
              ? words.reading(
                  cell.label,
                  cell.layer,
                  formatPercent(cell.floorShare, 0),
                  cell.meanTailCount.toFixed(1),
                )
              : words.hint}
          </p>
          <p className="note">{words.note}</p>
        </Figure>
      ) : (
        <p className="note">{words.none}</p>
      )}
    </section>
  );
}
