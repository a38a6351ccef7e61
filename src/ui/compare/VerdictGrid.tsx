import { useTexts } from "../texts/useTexts.ts";
import type { JudgedReport } from "./Claims.tsx";
import { Verdict } from "./Verdict.tsx";

/** Claims down, reports across. */
export function VerdictGrid({ judged }: { judged: readonly JudgedReport[] }) {
  const t = useTexts().compare.claims;
  const claims = [...new Set(judged.flatMap((one) => one.claims.map(({ claim }) => claim)))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="table-scroll verdict-grid" aria-label={t.glance} tabIndex={0}>
      <table>
        <caption className="section-title">{t.glance}</caption>
        <thead>
          <tr>
            <th scope="col">{t.claim}</th>
            {judged.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim}>
              <th scope="row">{claim}</th>
              {judged.map(({ name, claims: own }) => {
                const found = own.find((one) => one.claim === claim);
                return <td key={name}>{found ? <Verdict verdict={found.verdict} /> : "–"}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
