import type { DataPreview } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { Facts } from "../parts/Facts.tsx";
import { useScreen } from "../useScreen.ts";
import { levelTitle, plural } from "../words.ts";
import { ClassTable } from "./ClassTable.tsx";

/** What is in the data that was read, before anything is fitted on it. */
export function DataPreviewView() {
  const data = useScreen((screen) => screen.data);
  const taking = useScreen((screen) => screen.takingData);
  return (
    <section className="card" aria-labelledby="data-preview" aria-busy={taking}>
      <h2 id="data-preview" className="section-title">
        What is in them
      </h2>
      <p role="status" aria-label="Data" className="note">
        {taking ? "Reading the sentences…" : data ? summary(data) : "Nothing was read yet."}
      </p>
      {data && (
        <>
          <Facts facts={facts(data)} />
          {data.warnings.length > 0 && (
            <ul className="plan-notes warnings" aria-label="Before you fit">
              {data.warnings.map((warning) => (
                <li key={warning} className="note note-tails">
                  {warning}
                </li>
              ))}
            </ul>
          )}
          <ClassTable data={data} />
        </>
      )}
    </section>
  );
}

function summary({ name, classes, nTrain, nTest }: DataPreview): string {
  return `${name}: ${plural(classes.length, "class", "classes")}, ${plural(nTrain, "training sentence")}, ${formatCount(nTest)} for testing.`;
}

function facts(data: DataPreview): [string, string][] {
  const all = data.nTrain + data.nTest;
  return [
    ...data.levels.map(({ name, labels }): [string, string] => [
      levelTitle(name),
      formatCount(labels.length),
    ]),
    ["Split", data.split],
    ["Texts that repeat in their class", formatCount(data.repeatsWithin)],
    ["Texts in several classes", formatCount(data.repeatsAcross)],
    ["Test sentences that also train", formatCount(data.leaks)],
    ["Empty texts", formatCount(data.empty)],
    [
      "Scripts",
      data.scripts
        .map(({ script, sentences }) => `${script} ${Math.round((100 * sentences) / Math.max(1, all))} %`)
        .join(", "),
    ],
  ];
}
