import type { Report } from "../../core/api.ts";
import { formatCount, formatDifference, formatPercent } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { modesOf } from "./levels.ts";

const TOP = 5;
/** Of two modes, so that both are seen at once. */
const TOP_OF_BOTH = 2;

/** The pairs most often guessed, whether right or wrong. */
export function Sinks({ report }: { report: Report }) {
  const { evaluate, common } = useTexts();
  const t = evaluate.sinks;
  const modes = modesOf(
    report,
    useScreen((screen) => screen.matrix.show),
  );
  return (
    <section className="card sinks" aria-labelledby="sinks">
      <h3 id="sinks" className="section-title">
        {t.title}
      </h3>
      {modes.map((mode) => (
        <table key={mode}>
          <thead>
            <tr>
              <th scope="col">{t.most(common.modes[mode])}</th>
              <th scope="col">{t.guesses}</th>
              <th scope="col">{t.share}</th>
              <th scope="col">{t.excess}</th>
            </tr>
          </thead>
          <tbody>
            {report.modes[mode]?.sinks
              .slice(0, modes.length > 1 ? TOP_OF_BOTH : TOP)
              .map(({ path, predicted, share, excess }) => (
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
      <p className="note">{t.note}</p>
    </section>
  );
}
