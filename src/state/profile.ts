import type { Guess } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** A model that guesses quicker than this is quick enough to read sentences nobody asked for. */
export const QUICK_MS = 50;

/** Two of each of our classes: some seconds of a quick model's time. */
export const PROFILE_SENTENCES = 240;

/** The atlas that was begun with, or stopped: what is to be read by itself is read once. */
let begun: object | undefined;

/** How each dimension stands over held-out sentences; typing goes on meanwhile. */
export async function loadProfile(nSentences = PROFILE_SENTENCES): Promise<void> {
  const { opened, profiling } = store.getState();
  if (opened === undefined || profiling !== undefined) return;
  begun = opened;
  let done = false;
  const isOpen = () => store.getState().opened === opened;
  store.setState({ profiling: { label: "Reading held-out sentences", fraction: 0 } });
  try {
    const profile = await theEngine().dimensionProfile(nSentences, (profiling) => {
      if (!done && isOpen()) store.setState({ profiling });
    });
    if (isOpen()) store.setState({ profile });
  } catch (error) {
    if (isOpen()) report(error);
  } finally {
    done = true;
    if (isOpen()) store.setState({ profiling: undefined });
  }
}

export async function cancelProfile(): Promise<void> {
  if (store.getState().profiling === undefined) return;
  await theEngine().cancelProfile();
}

/** After a quick model's first guess. */
export function readProfileIfQuick({ totalMs }: Guess): void {
  const { opened, profile } = store.getState();
  if (profile === undefined && begun !== opened && totalMs < QUICK_MS) void loadProfile();
}
