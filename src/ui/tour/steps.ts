import type { Texts } from "../texts/en.ts";
import type { TourFacts } from "./facts.ts";

export interface TourStepWords {
  title: string;
  paragraphs: readonly string[];
  /** The element it speaks of: the first of these selectors that is there. */
  targets: readonly string[];
  /** What must not be hidden by the words: by these selectors. */
  clear: readonly string[];
}

const GUESS = ['[data-tour="guess"]', ".explore-guess"];
const TARGETS: readonly (readonly string[])[] = [
  ['[data-tour="tokens"]', ".tokens"],
  ['[data-tour="layers"]', "figure.layers"],
  ['[data-tour="density"]', "figure.density"],
  GUESS,
  ['[data-tour="mode"]', '[role="switch"]'],
];

/** What a step of the tour says and points at. `facts`: undefined while the model reads. */
export function tourStep(step: number, facts: TourFacts | undefined, t: Texts["tour"]): TourStepWords {
  const { title, say } = t.steps[step] ?? t.steps[0]!;
  const says = facts === undefined ? t.waiting : say(facts);
  const targets = TARGETS[step] ?? [];
  const isLast = step === TARGETS.length - 1; // it speaks of a switch, and of what that does to the guess
  return { title, paragraphs: says.split("\n"), targets, clear: isLast ? GUESS : targets };
}
