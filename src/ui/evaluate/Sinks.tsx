import type { Report } from "../../core/api.ts";
import { formatCount, formatDifference, formatPercent } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { useScreen } from "../useScreen.ts";
import { MODE_WORDS } from "../words.ts";

const TOP = 5;

/** The pairs most often guessed, whether right or wrong. */
export function Sinks({ report }: { report: Report }) {
  const show = useScreen((screen) => screen.matrix.show);
  const modes = show === "both" ? (["full", "tails"] as const) : [show];
  return (
    <section className="card" aria-labelledby="sinks">
      <h2 id="sinks" className="section-title">
        Prediction sinks
      </h2>
      {modes.map((mode) => (
        <table key={mode}>
          <thead>
            <tr>
              <th scope="col">Most guessed, {MODE_WORDS[mode]}</th>
              <th scope="col">Guesses</th>
              <th scope="col">Share</th>
              <th scope="col">Excess</th>
            </tr>
          </thead>
          <tbody>
            {report.modes[mode]?.sinks.slice(0, TOP).map(({ path, predicted, share, excess }) => (
              <tr key={path.join("/")}>
                <th scope="row">{shortLabel(path)}</th>
                <td className="number">{formatCount(predicted)}</td>
                <td className="number">{formatPercent(share)}</td>
                <td className="number">{formatDifference(excess, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="note">Excess: guesses beyond the pair’s own number of sentences.</p>
    </section>
  );
}
