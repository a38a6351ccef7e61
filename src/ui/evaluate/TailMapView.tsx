import { useCallback, useMemo, useState } from "react";
import type { Report } from "../../core/api.ts";
import { surfacePng } from "../../plot/exportFigure.ts";
import { formatPercent } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { paintTailMap } from "../../plot/paintTailMap.ts";
import { type TailReading, tailMapCsv, tailMapFigure, tailMapSvg } from "../../plot/tailMapFigure.ts";
import { tailMapLayout } from "../../plot/tailMapLayout.ts";
import { Figure } from "../parts/Figure.tsx";
import { SaveFigure } from "../parts/SaveFigure.tsx";
import { useTheme } from "../theme.ts";
import { TailTable } from "./TailTable.tsx";

const NAME = "Where the tails have no say";

/** Floor share by class and layer: why the tails work or fail on this model. */
export function TailMapView({ report }: { report: Report }) {
  const theme = useTheme();
  const [cell, setCell] = useState<TailReading>();
  const found = report.modes.tails?.tailMap;
  const map = useMemo(() => found && { ...found, labels: report.classes.map(shortLabel) }, [found, report]);
  const draw = useCallback(
    (width: number) =>
      map
        ? tailMapFigure(map, { width, theme, label: NAME, onHover: setCell })
        : document.createElement("div"),
    [map, theme],
  );
  if (map === undefined) return null;
  const title = `${NAME} · ${report.model.id} · n = ${report.nTest}`;
  const png = () => {
    const layout = tailMapLayout(map, { width: 960, title, everyLabel: true });
    return surfacePng(layout.width, layout.height, (surface) => paintTailMap(surface, map, layout, theme));
  };
  return (
    <section className="card tail-map" aria-labelledby="tail-map">
      <div className="card-head">
        <h2 id="tail-map" className="section-title">
          {NAME}
        </h2>
        <SaveFigure
          name="tail map"
          file={`tailscope-${report.model.id}-tail-map`}
          svg={() => tailMapSvg(map, title, theme)}
          png={png}
          csv={() => tailMapCsv(map)}
        />
      </div>
      <Figure label="Tail map" draw={draw}>
        <p className="readout" aria-live="polite">
          {cell ? reading(cell) : "Point at a cell, or focus the map and use the arrow keys, to read it."}
        </p>
      </Figure>
      <p className="note">
        A class with fewer than three of a sentence’s values in its tails has no say at that layer: its score
        there is the floor.
      </p>
      <TailTable map={map} />
    </section>
  );
}

function reading({ label, layer, floorShare, meanTailCount }: TailReading): string {
  return `“${label}”, layer ${layer}: no say for ${formatPercent(floorShare, 0)} of the sentences; ${meanTailCount.toFixed(1)} values in its tails on average.`;
}
