/** How often a line that goes with what is under way may change, ms. */
const CALM_MS = 400;

/** Tells the newest of what it is given, no more often than can be read; nothing of what ends before it could be. */
export interface Calm<T> {
  take(value: T): void;
  /** Forgets what was not told. */
  end(): void;
}

export function calmly<T>(tell: (newest: T) => void): Calm<T> {
  let newest: T;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    take(value) {
      newest = value;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        tell(newest);
      }, CALM_MS);
    },
    end() {
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}
