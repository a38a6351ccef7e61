import type { Pooling } from "../../core/pooling.ts";
import { setFitOptions } from "../../state/data.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { noteId, OptionCard } from "./OptionCard.tsx";
import { OptionSet } from "./OptionSet.tsx";
import { PictureSource } from "./PictureSource.tsx";
import { CentringPicture, PoolingPicture, StartPicture, WordPicture } from "./ReadingPictures.tsx";
import { SwitchField } from "./SwitchField.tsx";

const POOLINGS: readonly Pooling[] = ["last", "all", "mean"];

/** How a text becomes a bag of values. */
export function ReadingStep() {
  return (
    <div className="fit-stack">
      {" "}
      <OptionSet className="fit-cards fit-cards-two">
        <OptionCard name="dropLastWord" control={<SwitchField name="dropLastWord" />}>
          <WordPicture />
        </OptionCard>
        <OptionCard name="prependBos" control={<SwitchField name="prependBos" />}>
          <StartPicture />
        </OptionCard>
        <OptionCard name="pooling" control={<PoolingField />}>
          <PoolingPicture />
        </OptionCard>
        <OptionCard name="center" control={<SwitchField name="center" />}>
          <CentringPicture />
        </OptionCard>
      </OptionSet>
      <PictureSource />
    </div>
  );
}

function PoolingField() {
  const t = useTexts().fit.options.pooling;
  const pooling = useScreen((screen) => screen.fitForm.options.pooling);
  return (
    <label className="field-choice">
      <span>{t.label}</span>
      <select
        value={pooling}
        aria-describedby={noteId("pooling")}
        title={t.notes[pooling]}
        onChange={({ target }) => setFitOptions({ pooling: target.value as Pooling })}
      >
        {POOLINGS.map((value) => (
          <option key={value} value={value}>
            {t.choices[value]}
          </option>
        ))}
      </select>
    </label>
  );
}
