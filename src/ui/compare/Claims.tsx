import { useMemo } from "react";
import { type Claim, claimsOf } from "../../core/claims.ts";
import { toCsv } from "../../core/csv.ts";
import { download } from "../../plot/download.ts";
import { formatCount } from "../../plot/format.ts";
import { useTexts } from "../texts/useTexts.ts";
import type { NamedReport } from "./compareSave.ts";
import { Verdict } from "./Verdict.tsx";
import { VerdictGrid } from "./VerdictGrid.tsx";

/** A report's name and how the study's claims fare beside it. */
export interface JudgedReport {
  name: string;
  claims: Claim[];
}

/** What the study claims, and what each report found. */
export function Claims({ named }: { named: readonly NamedReport[] }) {
  const t = useTexts().compare.claims;
  const judged = useMemo(
    () =>
      named
        .map(({ name, report }): JudgedReport => ({ name, claims: claimsOf(report) }))
        .filter(({ claims }) => claims.length > 0),
    [named],
  );
  if (judged.length === 0) return null;

  function save() {
    const rows = judged.flatMap(({ name, claims }) =>
      claims.map(({ claim, found, verdict, n }) => [claim, name, found, t.verdicts[verdict], n]),
    );
    const csv = toCsv([["claim", "report", "found", "verdict", "n"], ...rows]);
    download(new Blob([csv], { type: "text/csv" }), "tailscope-claims.csv");
  }

  return (
    <section className="report-part" aria-labelledby="claims">
      <div className="card-head">
        <h2 id="claims" className="part-title">
          {t.title}
        </h2>
        <button type="button" className="button-quiet" aria-label={t.save} onClick={save}>
          CSV
        </button>
      </div>
      <p className="note">{t.note}</p>
      {judged.length > 1 && <VerdictGrid judged={judged} />}
      {judged.map((one) => (
        <ClaimTable key={one.name} {...one} />
      ))}
    </section>
  );
}

function ClaimTable({ name, claims }: JudgedReport) {
  const t = useTexts().compare.claims;
  const count = (verdict: Claim["verdict"]) => claims.filter((claim) => claim.verdict === verdict).length;
  return (
    <div className="card claim-card">
      <h3 className="section-title">
        {name}
        <span className="range-inline">{t.count(count("holds"), count("fails"), count("open"))}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="claims-scroll" aria-label={t.beside(name)} tabIndex={0}>
        <table className="claims" aria-label={t.beside(name)}>
          <thead>
            <tr>
              <th scope="col">{t.claim}</th>
              <th scope="col">{t.found(name)}</th>
              <th scope="col">{t.verdict}</th>
              <th scope="col">{t.n}</th>
            </tr>
          </thead>
          <tbody>
            {claims.map(({ claim, found, verdict, n }) => (
              <tr key={`${claim} ${found}`}>
                <th scope="row">{claim}</th>
                <td>{found}</td>
                <td>
                  <Verdict verdict={verdict} />
                </td>
                <td className="number">{formatCount(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
