import type { MouseEvent } from "react";
import { formatCount } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import type { ShownReport } from "./useReport.ts";

/** What the report is of, and links to its parts. */
export function ReportHead({ report, isShipped }: ShownReport) {
  const t = useTexts().evaluate;
  const { model, data, nTest } = report;
  const n = formatCount(nTest);
  return (
    <header className="report-head">
      <h2 className="report-title">
        {model.id}
        <span className={isShipped ? "report-origin report-shipped" : "report-origin"}>
          {isShipped ? t.shipped(n) : t.evaluatedHere(n)}
        </span>
      </h2>
      <p className="report-of">
        {data.name} {data.sha256.slice(0, 12)} · {data.split}
      </p>
      <nav aria-label={t.sections} className="report-nav">
        {(["matrix", "categories", "layers", "trust"] as const).map((part) => (
          // the address is the view's: a link must not write over it
          <a key={part} href={`#report-${part}`} onClick={(event) => goTo(event, `report-${part}`)}>
            {t.parts[part]}
          </a>
        ))}
      </nav>
    </header>
  );
}

function goTo(event: MouseEvent, id: string): void {
  event.preventDefault();
  const part = document.getElementById(id);
  part?.scrollIntoView();
  part?.focus({ preventScroll: true });
}
