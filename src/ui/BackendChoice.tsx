import type { BackendChoice } from "../core/api.ts";
import { setBackend } from "../state/actions.ts";
import { ProgressBar } from "./parts/ProgressBar.tsx";
import { useScreen } from "./useScreen.ts";
import { BACKEND_WORDS, capitalised, plural } from "./words.ts";

const CHOICES: readonly { choice: BackendChoice; name: string }[] = [
  { choice: "auto", name: "Automatic" },
  { choice: "webgpu", name: "WebGPU" },
  { choice: "wasm", name: "WASM" },
];

export function BackendChoiceSelect() {
  const backend = useScreen((screen) => screen.backend);
  return (
    <label className="choice">
      <span aria-hidden="true">Runs on</span>
      <select
        aria-label="Backend choice"
        value={backend}
        onChange={(event) => setBackend(event.target.value as BackendChoice)}
      >
        {CHOICES.map(({ choice, name }) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What computes, and why; while a model is being opened, how far that is. */
export function BackendPlace() {
  const opening = useScreen((screen) => screen.opening);
  return (
    <div className="backend-place">
      {opening && <ProgressBar name="Opening the model" progress={opening} />}
      <BackendLine hidden={opening !== undefined} />
    </div>
  );
}

function BackendLine({ hidden }: { hidden: boolean }) {
  const status = useScreen((screen) => screen.opened?.status);
  const machine = status && (status.backend === "webgpu" ? status.adapter : plural(status.threads, "thread"));
  return (
    <p role="status" aria-label="Backend" className={hidden ? "visually-hidden" : "backend"}>
      {status ? (
        <>
          <strong>{BACKEND_WORDS[status.backend]}</strong> · {machine}{" "}
          <span className="backend-reason" title={status.reason}>
            {capitalised(status.reason)}
          </span>
        </>
      ) : hidden ? (
        "Opening…"
      ) : (
        "No model is open"
      )}
    </p>
  );
}
