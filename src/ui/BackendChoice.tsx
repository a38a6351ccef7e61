import type { BackendChoice } from "../core/api.ts";
import { formatCount } from "../plot/format.ts";
import { setBackend } from "../state/actions.ts";
import { Hint } from "./parts/Hint.tsx";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";
import { capitalised, milliseconds } from "./words.ts";

const CHOICES: readonly BackendChoice[] = ["auto", "webgpu", "wasm"];

export function BackendChoiceSelect() {
  const t = useTexts().header;
  const backend = useScreen((screen) => screen.backend);
  return (
    <label className="choice">
      <span className="choice-where" aria-hidden="true">
        {t.runsOn}
      </span>
      <select
        aria-label={t.backendChoice}
        value={backend}
        onChange={(event) => setBackend(event.target.value as BackendChoice)}
      >
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {t.backends[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What computes, and why; while a model is being opened, how far that is. */
export function BackendPlace() {
  const t = useTexts().header;
  const opening = useScreen((screen) => screen.opening);
  const reason = useScreen((screen) => screen.opened?.status.reason);
  const took = useTook();
  const why = reason && t.hints.backend(t.reasons[reason] ?? reason);
  return (
    <div className="backend-place">
      {opening && <ProgressBar name={t.opening} progress={opening} />}
      <BackendLine hidden={opening !== undefined} />
      {opening === undefined && why && <Hint text={`${why} ${took}`.trim()} below />}
    </div>
  );
}

/** What the last sentence took, in a sentence. */
function useTook(): string {
  const t = useTexts().header.hints;
  const isGpu = useScreen((screen) => screen.opened?.status.backend === "webgpu");
  const guess = useScreen((screen) => screen.guess);
  if (!guess) return "";
  const { modelMs, totalMs } = guess;
  if (isGpu) return t.lastSentenceInAll(milliseconds(totalMs));
  return t.lastSentence(milliseconds(modelMs), milliseconds(totalMs - modelMs));
}

function BackendLine({ hidden }: { hidden: boolean }) {
  const t = useTexts();
  const status = useScreen((screen) => screen.opened?.status);
  const threads = status && t.common.threads(status.threads, formatCount(status.threads));
  const isHalf = useScreen((screen) => screen.opened?.half.state === "on");
  const adapter = isHalf ? `${t.header.f16Weights} · ${status?.adapter}` : status?.adapter;
  const machine = status?.backend === "webgpu" ? adapter : threads;
  return (
    <p
      role="status"
      aria-label={t.header.backend}
      className={hidden ? "visually-hidden" : "backend"}
      title={machine}
    >
      {status ? (
        <>
          <strong>{t.common.backends[status.backend]}</strong> · {machine}
          <span className="visually-hidden">
            {" "}
            {capitalised(t.header.reasons[status.reason] ?? status.reason)}
          </span>
        </>
      ) : hidden ? (
        t.header.openingShort
      ) : (
        t.header.nothingOpen
      )}
    </p>
  );
}
