import { setFitForm } from "../../state/data.ts";
import type { FitForm } from "../../state/fitForm.ts";
import { FileField } from "../parts/FileField.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useScreen } from "../useScreen.ts";

const SPLITS: readonly { value: FitForm["split"]; label: string }[] = [
  { value: "seed", label: "By chance" },
  { value: "file", label: "A split file" },
  { value: "test", label: "A test file" },
];

/** Which sentences are held out for testing. */
export function SplitFields() {
  const { split, seed, testShare, splitFile, testFile } = useScreen((screen) => screen.fitForm);
  return (
    <fieldset className="fit-split">
      <legend>Held out for testing</legend>
      <Segmented
        legend="Split"
        value={split}
        options={SPLITS}
        onChange={(value) => setFitForm({ split: value })}
      />
      {split === "seed" && (
        <div className="field-row">
          <label className="field field-short">
            <span>Share of each class, %</span>
            <input
              type="text"
              inputMode="decimal"
              value={testShare}
              onChange={({ target }) => setFitForm({ testShare: target.value })}
            />
          </label>
          <label className="field field-short">
            <span>Seed</span>
            <input
              type="text"
              inputMode="numeric"
              value={seed}
              onChange={({ target }) => setFitForm({ seed: target.value })}
            />
          </label>
        </div>
      )}
      {split === "file" && (
        <FileField
          name="Split file"
          accept=".json"
          file={splitFile}
          onFile={(file) => setFitForm({ splitFile: file })}
        >
          As the study’s: <code>test_sentences</code> and their labels.
        </FileField>
      )}
      {split === "test" && (
        <FileField
          name="Test file"
          accept=".json,.jsonl,.ndjson,.csv,.tsv,.txt"
          file={testFile}
          onFile={(file) => setFitForm({ testFile: file })}
        >
          The same format and categories; all of the first file trains.
        </FileField>
      )}
    </fieldset>
  );
}
