import type { EvaluatedSentence } from "./evaluation.ts";
import { identicalLeaks, identicalRepeats, normalizedSplit, type Split } from "./split.ts";

/** The test part as `evaluate` takes it: with what reports leave out, judged after normalisation. */
export function testSentences(split: Split): EvaluatedSentence[] {
  const normalized = normalizedSplit(split);
  const [leaked, repeated] = [identicalLeaks(normalized), identicalRepeats(normalized)];
  return split.test.map((t, i) => ({ ...t, leaked: leaked[i]!, repeated: repeated[i]! }));
}
