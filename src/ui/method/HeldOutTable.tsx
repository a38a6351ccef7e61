import { useTexts } from "../texts/useTexts.ts";
import { heldOutFacts } from "../tour/facts.ts";
import { useHeldOut } from "../useHeldOut.ts";
import { capitalised } from "../words.ts";

/** What the open model's atlas is worth on sentences it has not seen, where that is known. */
export function HeldOutTable() {
  const t = useTexts();
  const report = useHeldOut();
  if (report === undefined) return null;
  const words = t.method.figures;
  const { n, levels } = heldOutFacts(report);
  return (
    <table className="essay-table">
      <caption>
        {words.scores}. {words.scoresOf(n, report.model.id, report.data.name)}
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.level}</th>
          <th scope="col">{capitalised(t.common.modes.full)}</th>
          <th scope="col">{capitalised(t.common.modes.tails)}</th>
          <th scope="col">{words.change}</th>
        </tr>
      </thead>
      <tbody className="number">
        {levels.map(({ name, full, tails, difference, low, high }) => (
          <tr key={name}>
            <th scope="row">{capitalised(name)}</th>
            <td>{full}</td>
            <td>{tails}</td>
            <td>{words.interval(difference, low, high)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
