import { type FormEvent, useState } from "react";
import type { ModelEntry } from "../../core/api.ts";
import { consider } from "../../state/plan.ts";
import { useScreen } from "../useScreen.ts";

export function ChooseModel() {
  const models = useScreen((screen) => screen.models);
  return (
    <section className="card" aria-labelledby="choose-model">
      <h2 id="choose-model" className="section-title">
        Choose a model
      </h2>
      <ul className="model-list" aria-label="Models">
        {models.map((entry) => (
          <li key={entry.id}>
            <ModelButton entry={entry} />
          </li>
        ))}
      </ul>
      <RepositoryField />
    </section>
  );
}

function ModelButton({ entry }: { entry: ModelEntry }) {
  const considered = useScreen((screen) => screen.considered === entry.id);
  const open = useScreen((screen) => screen.openedId === entry.id);
  return (
    <button
      type="button"
      className="model-button"
      aria-pressed={considered}
      onClick={() => void consider(entry.id)}
    >
      <strong>{entry.title}</strong>
      <span className="faint">
        {open ? "open now" : whereItIs(entry)}
        {entry.about && (
          <>
            <br />
            {entry.about}
          </>
        )}
      </span>
    </button>
  );
}

function whereItIs({ kind, offline }: ModelEntry): string {
  if (kind === "shipped") return "ships with this page";
  if (kind === "disk") return "from this machine";
  return offline ? "in this browser" : "on the hub";
}

function RepositoryField() {
  const [text, setText] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "") void consider(text.trim());
  }

  return (
    <form className="field-row" onSubmit={submit}>
      <label className="field">
        <span>Any GPT-2 or Pythia on the hub: owner/name or owner/name@revision</span>
        <input
          type="text"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder="EleutherAI/pythia-70m@step1000"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={text.trim() === ""}>
        Look at it
      </button>
    </form>
  );
}
