/** What the world may refuse. Each kind lets a caller choose what to do; the message is one sentence for people. */
export type FailureKind =
  | "usage"
  | "bad-file"
  | "bad-data"
  | "unsupported-model"
  | "mismatch"
  | "no-webgpu"
  | "device-lost"
  | "disk-full"
  | "out-of-memory"
  | "aborted"
  | "io";

const MARK = "tailscope-failure:";

/** A refusal with a sentence for people: it names what was wrong, where, and what to do. */
export class Failure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = `${MARK}${kind}`;
    this.kind = kind;
  }
}

/** The kind of a failure, also after its class was lost on the way from a worker to the page. */
export function failureKind(error: unknown): FailureKind | undefined {
  if (error instanceof Failure) return error.kind;
  const name = error instanceof Error ? error.name : undefined;
  return name?.startsWith(MARK) ? (name.slice(MARK.length) as FailureKind) : undefined;
}

/** @throws Failure("aborted") when `signal` says stop. Takes the least of an AbortSignal, so core needs no DOM. */
export function throwIfAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw new Failure("aborted", "Stopped because something newer was asked for.");
}
