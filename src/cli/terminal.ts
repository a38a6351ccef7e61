import type { Progress } from "../core/api.ts";

/** What commands say to people, on stderr; results go to stdout. */
export interface Terminal {
  progress(progress: Progress): void;
  say(line: string): void;
  result(json: unknown, text: string): void;
}

/** With `json`, results are one JSON document and progress is silent only where stderr is no terminal. */
export function createTerminal(json: boolean): Terminal {
  const live = process.stderr.isTTY === true;
  let shown = -1;
  return {
    progress({ label, fraction, secondsLeft }) {
      const percent = Math.floor(fraction * 100);
      const step = live ? percent : Math.floor(percent / 10) * 10; // a log wants ten lines, not a hundred
      if (step === shown) return;
      shown = step;
      const left = secondsLeft === undefined ? "" : `, ${duration(secondsLeft)} left`;
      const line = `${label}: ${step} %${left}`;
      process.stderr.write(live ? `\r\x1b[K${line}${fraction >= 1 ? "\n" : ""}` : `${line}\n`);
    },
    say(line) {
      process.stderr.write(`${line}\n`);
    },
    result(value, plain) {
      process.stdout.write(json ? `${JSON.stringify(value, null, 1)}\n` : `${plain}\n`);
    },
  };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
