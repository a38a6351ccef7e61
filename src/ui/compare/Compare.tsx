import { useMemo } from "react";
import { compareReports, compareWarnings } from "../../core/compare.ts";
import { useScreen } from "../useScreen.ts";
import { Claims } from "./Claims.tsx";
import { CompareTables } from "./CompareTables.tsx";
import { ReportList } from "./ReportList.tsx";
import { StudyRun } from "./StudyRun.tsx";

/** Reports of several models or options, side by side, and the study's claims beside each. */
export function Compare() {
  const compared = useScreen((screen) => screen.compared);
  const [tables, warnings] = useMemo(() => {
    const reports = compared.map(({ report }) => report);
    return [compareReports(reports), compareWarnings(reports)];
  }, [compared]);
  return (
    <div className="compare">
      <p className="lead">
        Evaluations of this session come here by themselves. Drop report.json files of others beside them: the
        study’s tables are made of all, and its claims are held against each.
      </p>
      <StudyRun />
      <ReportList />
      {warnings.length > 0 && (
        <ul className="plan-notes" aria-label="Before you compare">
          {warnings.map((warning) => (
            <li key={warning} className="note note-tails">
              {warning}
            </li>
          ))}
        </ul>
      )}
      <Claims />
      {compared.length > 0 && <CompareTables tables={tables} />}
    </div>
  );
}
