import type { Report } from "../../core/api.ts";
import { reportNames } from "../../core/compareNames.ts";
import { download } from "../../plot/download.ts";
import { formatCount } from "../../plot/format.ts";
import { formatLayers } from "../../state/layerList.ts";
import { addReports, removeReport } from "../../state/reports.ts";
import { addShippedReports } from "../../state/shippedReports.ts";
import type { KeptReport } from "../../state/store.ts";
import { ImportButton } from "../parts/ImportButton.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { optionsInWords } from "../words.ts";

/** The reports that are compared, and ways to add more. */
export function ReportList() {
  const t = useTexts().compare.reports;
  const compared = useScreen((screen) => screen.compared);
  const titles = reportNames(compared.map(({ report }) => report));
  return (
    <section className="card" aria-labelledby="reports">
      <div className="card-head">
        <h2 id="reports" className="section-title">
          {t.title}
        </h2>
        <ImportButton name={t.files} accept=".json" multiple onFiles={(files) => void addReports(files)}>
          {t.add}
        </ImportButton>
      </div>
      {compared.length === 0 ? (
        <>
          <p className="note">{t.none}</p>
          <div>
            <button type="button" className="button" onClick={() => void addShippedReports()}>
              {t.addShipped}
            </button>
          </div>
        </>
      ) : (
        <ul className="rows" aria-label={t.list}>
          {compared.map((kept, i) => (
            <ReportRow key={kept.name} kept={kept} title={titles[i]!} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** `title`: as the tables call it. */
function ReportRow({ kept: { name, report }, title }: { kept: KeptReport; title: string }) {
  const t = useTexts().compare.reports;
  function save() {
    const text = `${JSON.stringify(report, undefined, 1)}\n`;
    const file = `report-${title.replaceAll(/[^\w.-]+/g, "-").replace(/\.json$/, "")}.json`;
    download(new Blob([text], { type: "application/json" }), file);
  }

  return (
    <li className="row">
      <span className="row-name">
        <strong>{title}</strong>
        <span className="range number">{facts(report, t)}</span>
      </span>
      <button type="button" className="button-quiet" aria-label={t.saveOf(title)} onClick={save}>
        {t.save}
      </button>
      <button
        type="button"
        className="button-quiet"
        aria-label={t.removeOf(title)}
        onClick={() => removeReport(name)}
      >
        {t.remove}
      </button>
    </li>
  );
}

function facts(
  { model, data, options, classes, nTest, layersUsed }: Report,
  t: Texts["compare"]["reports"],
): string {
  return [
    model.id,
    layersUsed ? t.layers(formatLayers(layersUsed)) : t.allLayers(model.nLayers),
    t.data(data.name, classes.length),
    `n = ${formatCount(nTest)}`,
    optionsInWords(options),
  ].join(" · ");
}
