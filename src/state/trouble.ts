import { failureKind } from "../core/failure.ts";
import { store, type Trouble } from "./store.ts";

/** Shows a refusal in its own sentence, and a bug as one. What was stopped on purpose is no trouble. */
export function report(error: unknown, retry?: Trouble["retry"]): void {
  const kind = failureKind(error);
  if (kind === "aborted") return;
  const words = error instanceof Error ? error.message : String(error);
  const message = kind === undefined ? `Tailscope made a mistake of its own: ${words}` : words;
  const again = kind === "device-lost" ? "open" : retry;
  store.setState({ trouble: again === undefined ? { message } : { message, retry: again } });
}
