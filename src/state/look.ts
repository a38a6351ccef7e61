import type { GuessRequest, LookAt } from "../core/api.ts";
import type { TailCutoffs } from "../core/tails.ts";
import type { Screen } from "./store.ts";

/** How the text is to be looked at, as the screen has it. */
export function wantedLook({ mode, pinnedClasses, fixed }: Screen, layer: number): LookAt {
  return {
    layer,
    mode,
    ...(pinnedClasses.length > 0 && { classes: pinnedClasses }),
    ...(fixed && { fixed }),
  };
}

export function wantedGuess(screen: Screen, layer: number): GuessRequest {
  const { text, token } = screen;
  return { text, ...(token !== undefined && { token }), ...wantedLook(screen, layer) };
}

export function isSameLook(a: LookAt | undefined, b: LookAt): boolean {
  return (
    a !== undefined &&
    a.layer === b.layer &&
    a.mode === b.mode &&
    isSameRule(a.fixed, b.fixed) &&
    (a.classes ?? []).join() === (b.classes ?? []).join()
  );
}

export function isSameRule(a: TailCutoffs | undefined, b: TailCutoffs | undefined): boolean {
  return a?.left === b?.left && a?.right === b?.right;
}
