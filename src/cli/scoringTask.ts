import { Failure, type FailureKind } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import type { ModeScores } from "../core/seams.ts";

/** One sentence for a scoring worker. */
export interface ScoringTask {
  id: number;
  modes: readonly Mode[];
  /** Layers and their pooled values. */
  values: readonly [layer: number, bag: Float32Array][];
}

export type ScoringAnswer = { id: number; scores: ModeScores[] } | { id: number; error: SentError };

/** An error without what messages between threads lose of it: its class and its own fields. */
export interface SentError {
  message: string;
  name: string;
  stack: string | undefined;
  kind?: FailureKind;
}

export function toSent(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { message, name, stack } = error;
  return { message, name, stack, ...(error instanceof Failure && { kind: error.kind }) };
}

/** The error as it was thrown: a Failure is one again. */
export function fromSent({ message, name, stack, kind }: SentError): Error {
  const error = kind ? new Failure(kind, message) : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
