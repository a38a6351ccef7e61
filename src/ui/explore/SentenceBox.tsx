import { setText } from "../../state/actions.ts";
import { EXAMPLES } from "../../state/examples.ts";
import { pinSentence } from "../../state/looking.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export function SentenceBox() {
  const t = useTexts().explore;
  const text = useScreen((screen) => screen.text);
  const isPinned = useScreen((screen) => screen.pinned === screen.text);
  return (
    <div className="sentence">
      <span className="sentence-label">
        <label htmlFor="sentence" className="section-title">
          {t.sentence.label}
        </label>
        <Hint text={t.hints.sentence} />
      </span>
      <textarea
        id="sentence"
        rows={1}
        value={text}
        dir="auto"
        spellCheck={false}
        placeholder={t.sentence.placeholder}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="sentence-pin">
        <ActionButton className="button" ready={text.trim() !== "" && !isPinned} onClick={pinSentence}>
          {t.sentence.pin}
        </ActionButton>
        <Hint text={t.hints.pin} />
      </span>
      <ul className="examples" aria-label={t.sentence.examples}>
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              className="chip"
              aria-pressed={example.text === text}
              title={example.text}
              onClick={() => setText(example.text)}
            >
              {t.exampleNames[example.name] ?? example.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
