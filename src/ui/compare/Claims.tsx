import { useMemo } from "react";
import { type Claim, claimsOf } from "../../core/claims.ts";
import { reportNames } from "../../core/compareNames.ts";
import { toCsv } from "../../core/csv.ts";
import { download } from "../../plot/exportFigure.ts";
import { formatCount } from "../../plot/format.ts";
import { useScreen } from "../useScreen.ts";

const VERDICTS: Record<Claim["verdict"], string> = {
  holds: "holds",
  fails: "does not hold",
  open: "can’t be told",
};

/** What the study claims, and what each report found. */
export function Claims() {
  const compared = useScreen((screen) => screen.compared);
  const found = useMemo(() => {
    const names = reportNames(compared.map(({ report }) => report));
    return compared.map(({ report }, i) => ({ name: names[i]!, claims: claimsOf(report) }));
  }, [compared]);
  if (!found.some(({ claims }) => claims.length > 0)) return null;

  function save() {
    const rows = found.flatMap(({ name, claims }) =>
      claims.map(({ claim, found: here, verdict, n }) => [claim, name, here, VERDICTS[verdict], n]),
    );
    const csv = toCsv([["claim", "report", "found", "verdict", "n"], ...rows]);
    download(new Blob([csv], { type: "text/csv" }), "tailscope-claims.csv");
  }

  return (
    <section className="card" aria-labelledby="claims">
      <div className="card-head">
        <h2 id="claims" className="section-title">
          The study’s claims
        </h2>
        <button type="button" className="button-quiet" aria-label="Save the claims as CSV" onClick={save}>
          CSV
        </button>
      </div>
      <p className="note">
        Of GPT-2 and Pythia on 24 000 sentences (Levinson, 2025). A claim can’t be told where its interval
        holds zero, or where the report lacks what it speaks of.
      </p>
      {found.map(
        ({ name, claims }) => claims.length > 0 && <ClaimTable key={name} name={name} claims={claims} />,
      )}
    </section>
  );
}

function ClaimTable({ name, claims }: { name: string; claims: readonly Claim[] }) {
  return (
    <table className="claims" aria-label={`Claims beside ${name}`}>
      <thead>
        <tr>
          <th scope="col">The study found</th>
          <th scope="col">{name} found</th>
          <th scope="col">Verdict</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        {claims.map(({ claim, found, verdict, n }) => (
          <tr key={`${claim} ${found}`}>
            <th scope="row">{claim}</th>
            <td>{found}</td>
            <td>
              <span className={`claim-verdict claim-${verdict}`}>{VERDICTS[verdict]}</span>
            </td>
            <td className="number">{formatCount(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
