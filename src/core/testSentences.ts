import type { EvaluatedSentence } from "./evaluation.ts";
import { identicalLeaks, identicalRepeats, type Split } from "./split.ts";

/** The test part as `evaluate` takes it: with what reports leave out, compared to the letter as METHOD §5 counts it. */
export function testSentences(split: Split): EvaluatedSentence[] {
  const [leaked, repeated] = [identicalLeaks(split), identicalRepeats(split)];
  return split.test.map((t, i) => ({ ...t, leaked: leaked[i]!, repeated: repeated[i]! }));
}
