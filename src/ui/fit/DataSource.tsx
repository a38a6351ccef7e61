import type { FormEvent } from "react";
import { setFitForm, takeData } from "../../state/data.ts";
import type { FitForm } from "../../state/fitForm.ts";
import { FileField } from "../parts/FileField.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useScreen } from "../useScreen.ts";
import { SplitFields } from "./SplitFields.tsx";

const SOURCES: readonly { value: FitForm["source"]; label: string }[] = [
  { value: "own", label: "Our sentences" },
  { value: "file", label: "A file" },
  { value: "paste", label: "Pasted text" },
  { value: "url", label: "An address" },
];

const DATA_TYPES = ".json,.jsonl,.ndjson,.csv,.tsv,.txt";

/** Which sentences to fit on, and how they are divided. */
export function DataSource() {
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
      <h2 id="fit-data" className="section-title">
        Sentences
      </h2>
      <form className="fields fit-form" onSubmit={submit}>
        <Segmented legend="Where they come from" value={source} options={SOURCES} onChange={choose} />
        <SourceFields source={source} />
        {source !== "own" && (
          <>
            <SplitFields />
            <div>
              <button type="submit" className="button" disabled={taking || fitting}>
                Read these sentences
              </button>
            </div>
          </>
        )}
        {fitting && <p className="note">Other sentences can be read once the fit is done or paused.</p>}
      </form>
    </section>
  );
}

function SourceFields({ source }: { source: FitForm["source"] }) {
  const { file, text, url } = useScreen((screen) => screen.fitForm);
  if (source === "own") {
    return (
      <p className="note">
        Ours: ten subjects in twelve ways of writing, with a split of their own. They ship with this page.
      </p>
    );
  }
  if (source === "file") {
    return (
      <FileField
        name="Data file"
        accept={DATA_TYPES}
        file={file}
        onFile={(chosen) => setFitForm({ file: chosen })}
      >
        Or drop it on this page. Nested JSON as in the study, JSONL, CSV or TSV: one column <code>text</code>,
        and one for each level of categories.
      </FileField>
    );
  }
  if (source === "paste") {
    return (
      <label className="field">
        <span>JSON, JSONL, CSV or TSV with a header: text and one column for each level</span>
        <textarea
          rows={6}
          value={text}
          spellCheck={false}
          dir="auto"
          placeholder={"text,topic,tone\nThe ferry was late again.,travel,dry"}
          onChange={({ target }) => setFitForm({ text: target.value })}
        />
      </label>
    );
  }
  return (
    <label className="field">
      <span>Address of a data file</span>
      <input
        type="text"
        inputMode="url"
        value={url}
        spellCheck={false}
        autoCapitalize="off"
        placeholder="https://example.org/sentences.csv"
        onChange={({ target }) => setFitForm({ url: target.value })}
      />
      <span className="note">Its server must allow other pages to read it (CORS).</span>
    </label>
  );
}
