import { type FocusEvent, type FormEvent, useRef } from "react";
import type { HubSettings } from "../../core/api.ts";
import { setHub } from "../../state/hub.ts";
import { DEFAULT_ENDPOINT } from "../../state/store.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

const GB = 1e9;

/** Where models come from and how they are kept. A change counts once its field is left. */
export function HubForm() {
  const { hub: t, hints } = useTexts().models;
  const hub = useScreen((screen) => screen.hub);
  const form = useRef<HTMLFormElement>(null);

  function commit() {
    void setHub(read(new FormData(form.current!)));
  }

  return (
    <details className="method hub-settings">
      <summary>{t.title}</summary>
      <form
        ref={form}
        className="fields"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          commit();
        }}
        onBlur={(event: FocusEvent) => {
          if (event.target instanceof HTMLInputElement) commit();
        }}
      >
        <div className="field-hinted">
          <label className="field">
            <span>{t.endpoint}</span>
            <input
              name="endpoint"
              type="text"
              inputMode="url"
              spellCheck={false}
              placeholder={DEFAULT_ENDPOINT}
              defaultValue={hub.endpoint}
            />
          </label>
          <Hint text={hints.endpoint} />
        </div>
        <div className="field-hinted">
          <label className="field">
            <span>{t.token}</span>
            <input name="token" type="password" autoComplete="off" defaultValue={hub.token} />
            <span className="note">{t.tokenNote}</span>
          </label>
          <Hint text={hints.token} />
        </div>
        <div className="field-hinted">
          <label className="field">
            <span>{t.memory}</span>
            <input
              name="memory"
              type="number"
              min={0.1}
              step="any"
              placeholder={t.automatic}
              defaultValue={hub.memoryBudget === undefined ? "" : hub.memoryBudget / GB}
            />
          </label>
          <Hint text={hints.memory} />
        </div>
        <div className="field-hinted">
          <label className="field-check">
            <input name="storeF16" type="checkbox" defaultChecked={hub.storeF16} onChange={commit} />
            <span>{t.storeF16}</span>
          </label>
          <Hint text={hints.storeF16} />
        </div>
        <div>
          <button type="submit" className="button">
            {t.apply}
          </button>
        </div>
      </form>
    </details>
  );
}

function read(form: FormData): HubSettings {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const gigabytes = Number(text("memory"));
  return {
    endpoint: text("endpoint"),
    token: text("token"),
    storeF16: form.has("storeF16"),
    ...(gigabytes > 0 && { memoryBudget: Math.round(gigabytes * GB) }),
  };
}
