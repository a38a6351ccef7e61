import type { Progress } from "../../core/api.ts";
import { useTexts } from "../texts/useTexts.ts";
import { duration } from "../words.ts";

/** Where something long stands. `name` is what assistive technology calls it. */
export function ProgressBar({ name, progress }: { name: string; progress: Progress }) {
  const t = useTexts().common;
  const percent = Math.round(Math.min(Math.max(progress.fraction, 0), 1) * 100);
  const done = percent > 0 ? ` · ${percent} %` : "";
  const left = progress.secondsLeft === undefined ? "" : `, ${t.secondsLeft(duration(progress.secondsLeft))}`;
  const words = `${progress.label}${done}${left}`;
  return (
    <div className="progress">
      <div
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={words}
        className="progress-track"
        tabIndex={-1}
      >
        <div className="progress-fill" style={{ inlineSize: `${percent}%` }} />
      </div>
      <p className="progress-words number">{words}</p>
    </div>
  );
}
