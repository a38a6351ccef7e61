import { Failure, throwIfAborted } from "../../core/failure.ts";
import type { Signal } from "../../core/seams.ts";

/** Something that may pass by itself: busy, broken off, stalled, out of reach. The message is a clause that names the host. */
export class Passing extends Error {
  /** How long the server asks to be left alone, in milliseconds. */
  readonly waitMs: number | undefined;
  /** The server was not reached at all. */
  readonly unreached: boolean;

  constructor(clause: string, { waitMs, unreached = false }: { waitMs?: number; unreached?: boolean } = {}) {
    super(clause);
    this.waitMs = waitMs;
    this.unreached = unreached;
  }
}

/** How often and how long something is tried again. */
export interface Patience {
  /** Tries in a row that bring nothing. */
  tries: number;
  /** Of them, where the server is not reached at all. */
  unreachedTries: number;
  delay: (ms: number) => Promise<void>;
  /** Uniform in [0, 1): jitter, so that a crowd of clients does not come back at once. */
  random: () => number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A server that asks for more than this is not waited for. */
const LONGEST_ASKED_MS = 300_000;
const POLL_MS = 100;

/** Counts the tries of one thing, `name` in sentences. */
export function patient(name: string, { tries, unreachedTries, delay, random }: Patience, signal?: Signal) {
  let failures = 0;
  return {
    /** Something came of it: the count starts afresh. */
    progress() {
      failures = 0;
    },
    /** Waits for the next try. @throws what will not pass, Failure("io") once patience is at its end, Failure("aborted") */
    async again(error: unknown): Promise<void> {
      if (!(error instanceof Passing)) throw error;
      failures++;
      if (failures >= (error.unreached ? unreachedTries : tries)) {
        const often = failures > 1 ? `, ${failures} times in a row` : "";
        const what = error.unreached ? "check the connection and the hub's address" : "try again later";
        throw new Failure("io", `${name} can't be fetched: ${error.message}${often}; ${what}.`);
      }
      if ((error.waitMs ?? 0) > LONGEST_ASKED_MS) {
        const seconds = Math.round(error.waitMs! / 1000);
        throw new Failure(
          "io",
          `${name} can't be fetched: ${error.message} and asks to wait ${seconds} s; try again then.`,
        );
      }
      const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + 0.5 * random());
      await unlessAborted(delay(error.waitMs ?? backoff), signal);
    },
  };
}

/** `Retry-After` in milliseconds from now, given in seconds or as a date; undefined where it says neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** A wait that ends early when the signal says stop. @throws Failure("aborted") */
export async function unlessAborted<T>(wait: Promise<T>, signal: Signal | undefined): Promise<T> {
  throwIfAborted(signal);
  if (!signal) return wait;
  let timer: ReturnType<typeof setInterval> | undefined;
  const aborted = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      try {
        throwIfAborted(signal);
      } catch (error) {
        reject(error);
      }
    }, POLL_MS);
  });
  return Promise.race([wait, aborted]).finally(() => clearInterval(timer));
}
