import type { GuessRequest, Leaders } from "../core/api.ts";
import type { Screen } from "./store.ts";

/** What a guess under way leans to, and what was asked. */
export interface ShownLeaders {
  request: Pick<GuessRequest, "text" | "token" | "mode">;
  now: Leaders;
}

/** The classes that lead so far, of a guess that is as the screen has it and under way. */
export function leadersNow({ leaders, reading, text, token, mode }: Screen): Leaders | undefined {
  if (!reading || leaders === undefined) return undefined;
  const { request, now } = leaders;
  const isWanted = request.text === text && request.token === token && request.mode === mode;
  return isWanted ? now : undefined;
}

/** The best class, and by how many nats it leads the next; undefined where it is none yet. */
export function leadOf({ best }: Leaders): { classIndex: number; gap: number | undefined } | undefined {
  const [first, second] = best;
  if (first === undefined || Number.isNaN(first.logLikelihood)) return undefined;
  const gap = first.logLikelihood - (second?.logLikelihood ?? Number.NaN);
  return { classIndex: first.classIndex, gap: Number.isNaN(gap) ? undefined : gap };
}
