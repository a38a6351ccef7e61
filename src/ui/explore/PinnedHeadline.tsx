import { shortLabel } from "../../plot/labels.ts";
import { setText } from "../../state/actions.ts";
import { unpinSentence } from "../../state/looking.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** The sentence that was kept, what it is guessed to be, and the way to let it go. */
export function PinnedHeadline({ text }: { text: string }) {
  const t = useTexts().explore;
  const ranking = useScreen((screen) => screen.pinnedGuess?.modes[screen.mode]);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const path = classes?.[ranking?.ranking[0] ?? -1];
  const letGo = () => {
    unpinSentence();
    document.getElementById("sentence")?.focus(); // this button goes
  };
  return (
    <div className="headline headline-pinned">
      <span>
        {t.sentence.pinned}
        <button
          type="button"
          className="pinned-text"
          dir="auto"
          title={text}
          aria-label={t.sentence.pinnedText(text)}
          onClick={() => setText(text)}
        >
          {text}
        </button>
        <button type="button" className="button-quiet" onClick={letGo}>
          {t.sentence.unpin}
        </button>
      </span>
      <strong aria-live="polite">{path ? shortLabel(path) : t.guess.nothing}</strong>
    </div>
  );
}
