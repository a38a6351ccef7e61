import type { Guess, OpenedModel } from "../core/api.ts";

const KEY = "tailscope-fit-rates";

/** Keeps how long a fit took for a sentence, by model and backend, for the next estimate. Undefined: it could not be told. */
export function keepRate(opened: OpenedModel, secondsPerSentence: number | undefined): void {
  if (secondsPerSentence === undefined) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), [keyOf(opened)]: secondsPerSentence }));
  } catch {
    // Without storage the next estimate is by a guess.
  }
}

/** Rough seconds that a fit of `nTrain` sentences takes: by the last fit of this model here, else by its last guess. */
export function roughSeconds(
  opened: OpenedModel,
  guess: Pick<Guess, "modelMs"> | undefined,
  nTrain: number,
): { seconds: number; of: "fit" | "guess" } | undefined {
  const before = stored()[keyOf(opened)];
  if (before !== undefined) return { seconds: before * nTrain, of: "fit" };
  return guess && { seconds: (guess.modelMs / 1000) * nTrain, of: "guess" };
}

/** Measures seconds for a sentence between the first and the last progress of a fit of `nTrain` sentences. */
export function rateMeter(nTrain: number, now: () => number = () => performance.now()) {
  let first: { fraction: number; at: number } | undefined;
  let last: { fraction: number; at: number } | undefined;
  return {
    tell(fraction: number): void {
      last = { fraction, at: now() };
      first ??= last;
    },
    /** Undefined where less than a fifth of the fit was seen. */
    rate(): number | undefined {
      const seen = first && last ? last.fraction - first.fraction : 0;
      return seen < 0.2 ? undefined : (last!.at - first!.at) / 1000 / (seen * nTrain);
    },
  };
}

function keyOf({ shape, status }: OpenedModel): string {
  return `${shape.id} ${status?.backend ?? ""}`;
}

function stored(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}
