import { setFitForm } from "../../state/data.ts";
import type { FitForm } from "../../state/fitForm.ts";
import { FileField } from "../parts/FileField.tsx";
import { Hint } from "../parts/Hint.tsx";
import { Segmented } from "../parts/Segmented.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

const SPLITS: readonly FitForm["split"][] = ["seed", "file", "test"];

/** Which sentences are held out for testing. */
export function SplitFields() {
  const { data: t, hints } = useTexts().fit;
  const { split, seed, testShare, splitFile, testFile } = useScreen((screen) => screen.fitForm);
  return (
    <fieldset className="fit-split">
      <legend>{t.split}</legend>
      <div className="hinted">
        <Segmented
          legend={t.splitName}
          value={split}
          options={SPLITS.map((value) => ({ value, label: t.splits[value] }))}
          onChange={(value) => setFitForm({ split: value })}
        />
        <Hint text={hints.split} />
      </div>
      {split === "seed" && (
        <div className="field-row">
          <div className="field-hinted field-short">
            <label className="field">
              <span>{t.share}</span>
              <input
                type="text"
                inputMode="decimal"
                value={testShare}
                onChange={({ target }) => setFitForm({ testShare: target.value })}
              />
            </label>
            <Hint text={hints.share} />
          </div>
          <div className="field-hinted field-short">
            <label className="field">
              <span>{t.seed}</span>
              <input
                type="text"
                inputMode="numeric"
                value={seed}
                onChange={({ target }) => setFitForm({ seed: target.value })}
              />
            </label>
            <Hint text={hints.seed} />
          </div>
        </div>
      )}
      {split === "file" && (
        <FileField
          name={t.splitFile}
          accept=".json"
          file={splitFile}
          onFile={(file) => setFitForm({ splitFile: file })}
        >
          {t.splitFileNote}
        </FileField>
      )}
      {split === "test" && (
        <FileField
          name={t.testFile}
          accept=".json,.jsonl,.ndjson,.csv,.tsv,.txt"
          file={testFile}
          onFile={(file) => setFitForm({ testFile: file })}
        >
          {t.testFileNote}
        </FileField>
      )}
    </fieldset>
  );
}
