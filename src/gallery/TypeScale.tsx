import { useTexts } from "../ui/texts/useTexts.ts";

const SIZES = [
  ["display", "30 / 600"],
  ["title", "21 / 600"],
  ["large", "17 / 600"],
  ["body", "15 / 400"],
  ["small", "13 / 400"],
  ["tiny", "12 / 400"],
] as const;

/** The sizes of text, each in a line of itself. */
export function TypeScale() {
  const t = useTexts().gallery;
  return (
    <section id="type" className="gallery-card">
      <h2>{t.type}</h2>
      <p>{t.typeLead}</p>
      <dl className="gallery-type">
        {SIZES.map(([name, measure]) => (
          <div key={name}>
            <dt className="number">
              {name}, {measure}
            </dt>
            <dd className={`gallery-type-${name}`}>{t.sample}</dd>
          </div>
        ))}
      </dl>
      <table className="gallery-numbers">
        <caption>{t.numbers}</caption>
        <tbody>
          {[
            ["−1 204", "0.0111", "111.1 %"],
            ["−9 876", "0.8888", "888.8 %"],
          ].map((row) => (
            <tr key={row[0]}>
              {row.map((cell) => (
                <td key={cell}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
