import type { ReactNode } from "react";

/** A part of the report: a heading that links lead to, and its figures in two columns where there is room. */
export function ReportPart({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="report-part" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`} className="part-title">
        {title}
      </h2>
      <div className="part-grid">{children}</div>
    </section>
  );
}
