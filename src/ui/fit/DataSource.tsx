import type { FormEvent } from "react";
import { setFitForm, takeData } from "../../state/data.ts";
import type { FitForm } from "../../state/fitForm.ts";
import { FileField } from "../parts/FileField.tsx";
import { Hint } from "../parts/Hint.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { SplitFields } from "./SplitFields.tsx";

const SOURCES: readonly FitForm["source"][] = ["own", "file", "paste", "url"];

const DATA_TYPES = ".json,.jsonl,.ndjson,.csv,.tsv,.txt";

/** Which sentences to fit on, and how they are divided. */
export function DataSource() {
  const { data: t, hints } = useTexts().fit;
  const source = useScreen((screen) => screen.fitForm.source);
  const taking = useScreen((screen) => screen.takingData);
  const fitting = useScreen((screen) => screen.fitting !== undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    void takeData();
  }

  function choose(value: FitForm["source"]) {
    setFitForm({ source: value });
    if (value === "own") void takeData();
  }

  return (
    <section className="card" aria-labelledby="fit-data">
      <h3 id="fit-data" className="section-title">
        {t.title}
      </h3>
      <form className="fields fit-form" onSubmit={submit}>
        <div className="hinted">
          <Segmented
            legend={t.from}
            value={source}
            options={SOURCES.map((value) => ({ value, label: t.sources[value] }))}
            onChange={choose}
          />
          <Hint text={hints.source} />
        </div>
        <SourceFields source={source} />
        {source !== "own" && (
          <>
            <SplitFields />
            <div>
              <button type="submit" className="button" disabled={taking || fitting}>
                {t.read}
              </button>
            </div>
          </>
        )}
        {fitting && <p className="note">{t.later}</p>}
      </form>
    </section>
  );
}

function SourceFields({ source }: { source: FitForm["source"] }) {
  const t = useTexts().fit.data;
  const { file, text, url } = useScreen((screen) => screen.fitForm);
  if (source === "own") {
    return <p className="note">{t.own}</p>;
  }
  if (source === "file") {
    return (
      <FileField
        name={t.file}
        accept={DATA_TYPES}
        file={file}
        onFile={(chosen) => setFitForm({ file: chosen })}
      >
        {t.fileNote("text")}
      </FileField>
    );
  }
  if (source === "paste") {
    return (
      <label className="field">
        <span>{t.paste}</span>
        <textarea
          rows={6}
          value={text}
          spellCheck={false}
          dir="auto"
          placeholder={t.pasteExample}
          onChange={({ target }) => setFitForm({ text: target.value })}
        />
      </label>
    );
  }
  return (
    <label className="field">
      <span>{t.url}</span>
      <input
        type="text"
        inputMode="url"
        value={url}
        spellCheck={false}
        autoCapitalize="off"
        placeholder={t.urlExample}
        onChange={({ target }) => setFitForm({ url: target.value })}
      />
      <span className="note">{t.urlNote}</span>
    </label>
  );
}
