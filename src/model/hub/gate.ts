import type { Signal } from "../../core/seams.ts";
import { unlessAborted } from "./patience.ts";

/** Lets `places` in at a time, the others in their order. Who has entered must leave. */
export function createGate(places: number) {
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else places++;
  };
  return {
    /** @throws Failure("aborted") and is not in then */
    async enter(signal?: Signal): Promise<void> {
      if (places > 0) {
        places--;
        return;
      }
      let call = () => {};
      const turn = new Promise<void>((resolve) => {
        call = resolve;
      });
      waiting.push(call);
      try {
        await unlessAborted(turn, signal);
      } catch (error) {
        const at = waiting.indexOf(call);
        if (at >= 0) waiting.splice(at, 1);
        else leave(); // its turn came in the same moment
        throw error;
      }
    },
    leave,
  };
}
