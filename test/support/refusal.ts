import { Failure } from "../../src/core/failure.ts";

/** The `Failure` that a call ends in, as "kind: sentence"; a call that succeeds or fails otherwise throws here. */
export async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Failure) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new Error("nothing was refused");
}
