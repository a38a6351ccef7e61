import type { BackendChoice } from "../core/api.ts";
import { formatCount } from "../plot/format.ts";
import { setBackend } from "../state/actions.ts";
import { Hint } from "./parts/Hint.tsx";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";
import { capitalised } from "./words.ts";

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
  return (
    <div className="backend-place">
      {opening && <ProgressBar name={t.opening} progress={opening} />}
      <BackendLine hidden={opening !== undefined} />
      {opening === undefined && reason && <Hint text={t.hints.backend(t.reasons[reason] ?? reason)} below />}
    </div>
  );
}

function BackendLine({ hidden }: { hidden: boolean }) {
  const t = useTexts();
  const status = useScreen((screen) => screen.opened?.status);
  const threads = status && t.common.threads(status.threads, formatCount(status.threads));
  const machine = status?.backend === "webgpu" ? status.adapter : threads;
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
