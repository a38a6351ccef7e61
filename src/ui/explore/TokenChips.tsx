import { type CSSProperties, type KeyboardEvent, useRef } from "react";
import type { Guess } from "../../core/api.ts";
import type { FitOptions } from "../../core/options.ts";
import { formatCount } from "../../plot/format.ts";
import { step } from "../../plot/step.ts";
import { setToken } from "../../state/actions.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { visible } from "./tokensInWords.ts";

interface TokenChipsProps {
  guess: Guess;
  pooling: FitOptions["pooling"];
  /** So many of them. */
  shown: number;
}

/** A button each, with a bar under it: how many of its values are in the tails. Arrow keys choose the next one. */
export function TokenChips({ guess, pooling, shown }: TokenChipsProps) {
  const t = useTexts().explore.tokens;
  const list = useRef<HTMLUListElement>(null);
  const token = useScreen((screen) => screen.token);
  const sketch = useScreen((screen) => screen.sketches[screen.layer ?? 0]);
  const dModel = useScreen((screen) => screen.opened?.shape.dModel) ?? 0;
  const n = Math.min(shown, guess.tokenIds.length);
  const last = guess.tokenIds.length - 1;
  const tails = sketch?.tokenTails.length === guess.tokenIds.length ? sketch.tokenTails : [];
  const most = Math.max(1, ...tails.slice(0, n));
  const isTaken = (place: number) =>
    token === undefined ? (pooling === "last" ? place === last : place > 0) : place === token;
  const stop = token ?? (pooling === "last" ? Math.min(last, n - 1) : 0);

  function onKeyDown(event: KeyboardEvent) {
    const at = Number((event.target as HTMLElement).dataset.place);
    const next = step(event.key, at, n);
    if (next === undefined) return;
    event.preventDefault();
    setToken(next);
    const chip = list.current?.querySelector<HTMLElement>(`[data-place="${next}"]`);
    chip?.focus({ preventScroll: true });
    chip?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return (
    <ul ref={list} aria-label={t.list} onKeyDown={onKeyDown}>
      {guess.tokenTexts.slice(0, n).map((text, place) => {
        const words = [t.name(place, visible(text).trim())];
        const count = tails[place];
        if (sketch && count !== undefined)
          words.push(t.tails(formatCount(count), formatCount(dModel), sketch.layer));
        const name = words.join(": ");
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text
          <li key={place}>
            <button
              type="button"
              className={text.startsWith(" ") ? "token token-spaced" : "token"}
              aria-label={name}
              aria-pressed={place === token}
              title={`${name}; ${t.id(guess.tokenIds[place] ?? 0)}`}
              tabIndex={place === stop ? 0 : -1}
              data-place={place}
              data-taken={isTaken(place) || undefined}
              onClick={() => setToken(place === token ? undefined : place)}
            >
              {visible(text)}
              {count !== undefined && (
                <span className="token-tails" style={{ "--share": count / most } as CSSProperties} />
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
