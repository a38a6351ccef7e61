import type { DataPreview } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { Facts } from "../parts/Facts.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { levelTitle } from "../words.ts";
import { ClassTable } from "./ClassTable.tsx";
import { countOfClasses } from "./counts.ts";
import { SplitPicture } from "./SplitPicture.tsx";

/** What is in the data that was read, before anything is fitted on it. */
export function DataPreviewView() {
  const texts = useTexts().fit;
  const t = texts.preview;
  const data = useScreen((screen) => screen.data);
  const taking = useScreen((screen) => screen.takingData);
  return (
    <section className="card" aria-labelledby="data-preview" aria-busy={taking}>
      <h3 id="data-preview" className="section-title">
        {t.title}
      </h3>
      <p role="status" aria-label={t.status} className="note">
        {taking ? t.reading : data ? summary(data, texts) : t.nothing}
      </p>
      {data && (
        <>
          <Facts facts={facts(data, t)} />
          {data.warnings.length > 0 && (
            <ul className="plan-notes warnings" aria-label={t.warnings}>
              {data.warnings.map((warning) => (
                <li key={warning} className="note note-tails">
                  {warning}
                </li>
              ))}
            </ul>
          )}
          <SplitPicture data={data} />
          <ClassTable data={data} />
        </>
      )}
    </section>
  );
}

function summary({ name, classes, nTrain, nTest }: DataPreview, t: Texts["fit"]): string {
  const training = t.preview.training(nTrain, formatCount(nTrain));
  return t.preview.summary(name, countOfClasses(classes.length, t), training, formatCount(nTest));
}

function facts(data: DataPreview, t: Texts["fit"]["preview"]): [string, string][] {
  const all = data.nTrain + data.nTest;
  return [
    ...data.levels.map(({ name, labels }): [string, string] => [
      levelTitle(name),
      formatCount(labels.length),
    ]),
    [t.split, data.split],
    [t.repeatsWithin, formatCount(data.repeatsWithin)],
    [t.repeatsAcross, formatCount(data.repeatsAcross)],
    [t.leaks, formatCount(data.leaks)],
    [t.empty, formatCount(data.empty)],
    [
      t.scripts,
      data.scripts
        .map(({ script, sentences }) => `${script} ${Math.round((100 * sentences) / Math.max(1, all))} %`)
        .join(", "),
    ],
  ];
}
