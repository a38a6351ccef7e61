import { setText } from "../../state/actions.ts";
import { EXAMPLES } from "../../state/examples.ts";
import { useScreen } from "../useScreen.ts";

export function SentenceBox() {
  const text = useScreen((screen) => screen.text);
  return (
    <div className="sentence">
      <label htmlFor="sentence" className="section-title">
        Sentence
      </label>
      <textarea
        id="sentence"
        rows={2}
        value={text}
        dir="auto"
        spellCheck={false}
        placeholder="Type a sentence in any language…"
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="examples" aria-label="Examples">
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              className="chip"
              aria-pressed={example.text === text}
              title={example.text}
              onClick={() => setText(example.text)}
            >
              {example.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
