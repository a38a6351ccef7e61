import { type Evaluation, type EvaluationPart, emptyResults, placeResults } from "./evaluation.ts";
import { Failure } from "./failure.ts";
import { firstDifference } from "./firstDifference.ts";
import { recipeDifference } from "./recipeDifference.ts";

/** Takes the parts of an evaluation one after the other, in any order, and gives the whole. */
export interface EvaluationJoiner {
  /** @throws Failure("mismatch" | "bad-data") naming the first difference from the part added first, or the part given twice */
  add(part: EvaluationPart, name: string): void;
  /** @throws Failure("bad-data") naming the parts that are missing */
  whole(): Evaluation;
}

/** Joins parts to what one run would have given, to the bit: a sentence's scores are its part's, counts are whole numbers. */
export function joinEvaluations(): EvaluationJoiner {
  let first: { name: string; part: EvaluationPart; whole: Evaluation } | undefined;
  const names = new Map<number, string>();

  return {
    add(part, name) {
      first ??= { name, part: { ...part, sentences: [], results: [], indices: [] }, whole: emptyWhole(part) };
      const other =
        recipeDifference(first.part.recipe, part.recipe) ??
        firstDifference(identity(first.part), identity(part));
      if (other) {
        throw new Failure(
          "mismatch",
          `${name} is of another evaluation than ${first.name}: ${other.path} is ${short(other.b)} in it and ${short(other.a)} there.`,
        );
      }
      const before = names.get(part.part);
      if (before !== undefined) {
        throw new Failure(
          "bad-data",
          `Part ${part.part} of ${part.parts} is given twice, as ${before} and as ${name}: give each once.`,
        );
      }
      const { whole } = first;
      const taken = part.indices.find((i) => whole.sentences[i] !== undefined);
      if (taken !== undefined) {
        throw new Failure(
          "mismatch",
          `${name} has the test sentence ${taken + 1}, which another part has too: they were batched differently.`,
        );
      }
      names.set(part.part, name);
      part.indices.forEach((place, i) => {
        whole.sentences[place] = part.sentences[i]!;
      });
      placeResults(part, part.indices, whole.results);
    },
    whole() {
      if (!first) throw new Failure("bad-data", "There are no parts to join: name one or more.");
      const { parts, nTest } = first.part;
      const missing = Array.from({ length: parts }, (_, i) => i + 1).filter((p) => !names.has(p));
      if (missing.length > 0) {
        const [which, verb] = missing.length > 1 ? ["Parts", "are"] : ["Part", "is"];
        throw new Failure(
          "bad-data",
          `${which} ${list(missing)} of ${parts} ${verb} missing: evaluate ${missing.length > 1 ? "them" : "it"} too, and join all ${parts}.`,
        );
      }
      const { whole } = first;
      const lost = Array.from({ length: nTest }, (_, i) => i).find((i) => whole.sentences[i] === undefined);
      if (lost !== undefined) {
        throw new Failure(
          "mismatch",
          `No part has the test sentence ${lost + 1} of ${nTest}: the parts were batched differently.`,
        );
      }
      return whole;
    },
  };
}

const identity = ({ modes, origin, nTest, parts }: EvaluationPart) => ({
  modes,
  origin,
  nTest,
  parts,
});

function emptyWhole({ recipe, modes, origin, nTest }: EvaluationPart): Evaluation {
  return {
    recipe,
    modes,
    ...(origin && { origin }),
    sentences: new Array(nTest),
    results: emptyResults(nTest, recipe, modes),
  };
}

const short = (json: string) => (json.length > 60 ? `${json.slice(0, 60)}…` : json);

function list(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).map(String);
  const more = numbers.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown[0]!;
}
