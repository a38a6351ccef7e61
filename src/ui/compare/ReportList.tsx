import type { Report } from "../../core/api.ts";
import { reportNames } from "../../core/compareNames.ts";
import { download } from "../../plot/exportFigure.ts";
import { formatCount } from "../../plot/format.ts";
import { formatLayers } from "../../state/layerList.ts";
import { addReports, removeReport } from "../../state/reports.ts";
import type { KeptReport } from "../../state/store.ts";
import { ImportButton } from "../parts/ImportButton.tsx";
import { useScreen } from "../useScreen.ts";
import { optionsInWords } from "../words.ts";

export function ReportList() {
  const compared = useScreen((screen) => screen.compared);
  const titles = reportNames(compared.map(({ report }) => report));
  return (
    <section className="card" aria-labelledby="reports">
      <div className="card-head">
        <h2 id="reports" className="section-title">
          Side by side
        </h2>
        <ImportButton name="Report files" accept=".json" multiple onFiles={(files) => void addReports(files)}>
          Add reports
        </ImportButton>
      </div>
      {compared.length === 0 ? (
        <p className="note">None yet: evaluate a model, or add report.json files.</p>
      ) : (
        <ul className="rows" aria-label="Reports">
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
  function save() {
    const text = `${JSON.stringify(report, undefined, 1)}\n`;
    const file = `report-${title.replaceAll(/[^\w.-]+/g, "-").replace(/\.json$/, "")}.json`;
    download(new Blob([text], { type: "application/json" }), file);
  }

  return (
    <li className="row">
      <span className="row-name">
        <strong>{title}</strong>
        <span className="range number">{facts(report)}</span>
      </span>
      <button type="button" className="button-quiet" aria-label={`Save ${title} as JSON`} onClick={save}>
        Save as JSON
      </button>
      <button
        type="button"
        className="button-quiet"
        aria-label={`Remove ${title}`}
        onClick={() => removeReport(name)}
      >
        Remove
      </button>
    </li>
  );
}

function facts({ model, data, options, classes, nTest, layersUsed }: Report): string {
  return [
    model.id,
    layersUsed ? `layers ${formatLayers(layersUsed)}` : `${model.nLayers} layers`,
    `${data.name}, ${classes.length} classes`,
    `n = ${formatCount(nTest)}`,
    optionsInWords(options),
  ].join(" · ");
}
