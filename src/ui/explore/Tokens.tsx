import { useState } from "react";
import { setToken } from "../../state/actions.ts";
import { Hint } from "../parts/Hint.tsx";
import { handOver } from "../parts/handOver.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { TokenChips } from "./TokenChips.tsx";
import { tokensInWords } from "./tokensInWords.ts";

/** A long text begins folded: chips cost time to lay out. */
const MANY = 64;

/** What the model read: its own pieces of the text. */
export function Tokens() {
  const t = useTexts().explore;
  const guess = useScreen((screen) => screen.guess);
  const token = useScreen((screen) => screen.token);
  const options = useScreen((screen) => screen.opened?.atlas?.options);
  const isOpen = useScreen((screen) => screen.opened !== undefined);
  const [unfolded, setUnfolded] = useState(false);
  if (guess === undefined || !isOpen) return null;
  const { dropLastWord, pooling } = options ?? {
    dropLastWord: guess.readText !== guess.text,
    pooling: "last" as const,
  };
  const many = guess.tokenIds.length > MANY;
  return (
    <div className="tokens" data-tour="tokens">
      <span className="tokens-label">
        <span className="section-title">{t.tokens.list}</span>
        <Hint text={t.hints.tokens} />
      </span>
      <TokenChips guess={guess} pooling={pooling} shown={many && !unfolded ? MANY : guess.tokenIds.length} />
      <p className="note">
        {tokensInWords(guess, { dropLastWord, pooling }, token, t.tokens)}
        {token !== undefined && (
          <button
            type="button"
            className="button-quiet"
            onClick={() => {
              handOver(`[data-place="${token}"]`);
              setToken(undefined);
            }}
          >
            {t.tokens.back[pooling]}
          </button>
        )}
        {many && (
          <button
            type="button"
            className="button-quiet"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {unfolded ? t.tokens.showFewer : t.tokens.showAll}
          </button>
        )}
      </p>
    </div>
  );
}
