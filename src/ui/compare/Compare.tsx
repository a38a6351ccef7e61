import { useEffect, useMemo } from "react";
import { compareReports, compareWarnings } from "../../core/compare.ts";
import { reportNames } from "../../core/compareNames.ts";
import { beginWithShippedReports } from "../../state/shippedReports.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { CategoryFigures } from "./CategoryFigures.tsx";
import { Claims } from "./Claims.tsx";
import { CompareTables } from "./CompareTables.tsx";
import { ReportList } from "./ReportList.tsx";
import { ScoreFigures } from "./ScoreFigures.tsx";
import { StudyRun } from "./StudyRun.tsx";

/** Reports of several models or options, side by side, and the study's claims beside each. */
export function Compare() {
  const t = useTexts().compare;
  const compared = useScreen((screen) => screen.compared);
  const ready = useScreen((screen) => screen.models.length > 0);
  useEffect(() => {
    if (ready) void beginWithShippedReports();
  }, [ready]);
  const { named, tables, warnings } = useMemo(() => {
    const reports = compared.map(({ report }) => report);
    const names = reportNames(reports);
    return {
      named: reports.map((report, i) => ({ name: names[i]!, report })),
      tables: compareReports(reports),
      warnings: compareWarnings(reports),
    };
  }, [compared]);
  return (
    <div className="compare">
      <p className="lead">{t.lead}</p>
      <div className="compare-top">
        <ReportList />
        <StudyRun />
      </div>
      {warnings.length > 0 && (
        <ul className="plan-notes" aria-label={t.warnings}>
          {warnings.map((warning) => (
            <li key={warning} className="note note-tails">
              {warning}
            </li>
          ))}
        </ul>
      )}
      {named.length > 0 && (
        <>
          <ScoreFigures named={named} />
          <CategoryFigures named={named} />
          <Claims named={named} />
          <CompareTables tables={tables} />
        </>
      )}
    </div>
  );
}
