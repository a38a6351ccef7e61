import { type FormEvent, useState } from "react";
import type { ModelEntry } from "../../core/api.ts";
import { consider } from "../../state/plan.ts";
import { Hint } from "../parts/Hint.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export function ChooseModel() {
  const { choose: t, hints } = useTexts().models;
  const models = useScreen((screen) => screen.models);
  return (
    <section className="card" aria-labelledby="choose-model">
      <div className="hinted">
        <h2 id="choose-model" className="section-title">
          {t.title}
        </h2>
        <Hint text={hints.models} />
      </div>
      <ul className="model-list" aria-label={t.list}>
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
  const t = useTexts().models.choose;
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
        {open ? t.open : whereItIs(entry, t)}
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

function whereItIs({ kind, offline }: ModelEntry, t: Texts["models"]["choose"]): string {
  if (kind === "shipped") return t.shipped;
  if (kind === "disk") return t.disk;
  return offline ? t.cached : t.hub;
}

function RepositoryField() {
  const { choose: t, hints } = useTexts().models;
  const [text, setText] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "") void consider(text.trim());
  }

  return (
    <form className="field-row" onSubmit={submit}>
      <div className="field-hinted field-wide">
        <label className="field">
          <span>{t.repository}</span>
          <input
            type="text"
            value={text}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            placeholder={t.example}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Hint text={hints.repository} />
      </div>
      <button type="submit" className="button" disabled={text.trim() === ""}>
        {t.look}
      </button>
    </form>
  );
}
