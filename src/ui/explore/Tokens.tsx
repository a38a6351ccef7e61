import { useState } from "react";
import type { Guess } from "../../core/api.ts";
import type { FitOptions } from "../../core/options.ts";
import { formatCount } from "../../plot/format.ts";
import { useScreen } from "../useScreen.ts";
import { plural } from "../words.ts";

/** More than fit in a few lines: the rest is shown when asked for. */
const MANY = 64;

/** What the model read: its own pieces of the text. */
export function Tokens() {
  const guess = useScreen((screen) => screen.guess);
  const opened = useScreen((screen) => screen.opened);
  const [unfolded, setUnfolded] = useState(false);
  if (guess === undefined || opened === undefined) return null;
  const options = opened.atlas?.options ?? { dropLastWord: guess.readText !== guess.text, pooling: "last" };
  const atLast = options.pooling === "last";
  const tokens = guess.tokenTexts.map((text, place) => ({ place, text, id: guess.tokenIds[place] }));
  const many = tokens.length > MANY;
  return (
    <div className="tokens">
      <p className="note">
        {whatWasRead(guess, options)}
        {many && (
          <button
            type="button"
            className="button-quiet"
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {unfolded ? "Show fewer" : "Show all"}
          </button>
        )}
      </p>
      <ul aria-label="Tokens" className={many && !unfolded ? "tokens-folded" : undefined}>
        {tokens.map(({ place, text, id }) => (
          <li
            key={place}
            className={text.startsWith(" ") ? "token token-spaced" : "token"}
            aria-current={atLast && place === tokens.length - 1 ? "true" : undefined}
            title={`token ${id}`}
          >
            {text.replaceAll("\n", "↵")}
          </li>
        ))}
      </ul>
    </div>
  );
}

const TAKEN: Record<FitOptions["pooling"], string> = {
  last: "Values are taken at the last token.",
  all: "Values are taken at every token but the first.",
  mean: "Each value is the mean over all tokens but the first.",
};

function whatWasRead(
  guess: Guess,
  { dropLastWord, pooling }: Pick<FitOptions, "dropLastWord" | "pooling">,
): string {
  const n = plural(guess.tokenIds.length, "token");
  return [
    guess.cut > 0 ? `Cut at ${n}, ${formatCount(guess.cut)} left out` : `Read as ${n}`,
    dropLastWord ? `; ${whatWasDropped(guess)}` : "",
    `. ${TAKEN[pooling]}`,
  ].join("");
}

function whatWasDropped({ text, readText }: Guess): string {
  if (readText === text) return "without a space there is no last word to leave out";
  const dropped = text.slice(readText.length).trim();
  if (dropped === "") return "the space at the end is left out";
  return `the last word, “${dropped.slice(0, 30)}”, is left out, as in the study`;
}
