import type { ReactNode } from "react";
import type { Report } from "../../core/api.ts";
import { setMatrix } from "../../state/actions.ts";
import type { MatrixShow, MatrixSort } from "../../state/store.ts";
import { Hint } from "../parts/Hint.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { levelTitle } from "../words.ts";
import { levelNames } from "./levels.ts";

const SHOWS: readonly MatrixShow[] = ["full", "tails", "both", "difference"];
const SORTS: readonly MatrixSort[] = ["category", "sink", "cluster"];

interface MatrixControlsProps {
  report: Report;
  level: string;
  zoom: ReactNode;
}

/** Which matrix is on show, and in which order. */
export function MatrixControls({ report, level, zoom }: MatrixControlsProps) {
  const t = useTexts().evaluate;
  const { show, sort } = useScreen((screen) => screen.matrix);
  const hasBoth = report.modes.full !== undefined && report.modes.tails !== undefined;
  const shows = SHOWS.filter((one) => hasBoth || (one in report.modes && one !== "both"));
  return (
    <div className="matrix-controls">
      <span className="matrix-control">
        <Segmented
          legend={t.level}
          value={level}
          options={levelNames(report).map((value) => ({ value, label: levelTitle(value) }))}
          onChange={(value) => setMatrix({ level: value })}
        />
        <Hint text={t.hints.level} />
      </span>
      <span className="matrix-control">
        <Segmented
          legend={t.show}
          value={show}
          options={shows.map((value) => ({ value, label: t.shows[value] }))}
          onChange={(value) => setMatrix({ show: value })}
        />
        <Hint text={t.hints.show} />
      </span>
      <span className="matrix-control">
        <Segmented
          legend={t.order}
          value={sort}
          options={SORTS.map((value) => ({ value, label: t.orders[value] }))}
          onChange={(value) => setMatrix({ sort: value })}
        />
        <Hint text={t.hints.order} />
      </span>
      {zoom}
    </div>
  );
}
