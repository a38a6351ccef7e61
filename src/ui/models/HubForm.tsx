import { type FocusEvent, type FormEvent, useRef } from "react";
import type { HubSettings } from "../../core/api.ts";
import { setHub } from "../../state/hub.ts";
import { DEFAULT_ENDPOINT } from "../../state/store.ts";
import { useScreen } from "../useScreen.ts";

const GB = 1e9;

/** Where models come from and how they are kept. A change counts once its field is left. */
export function HubForm() {
  const hub = useScreen((screen) => screen.hub);
  const form = useRef<HTMLFormElement>(null);

  function commit() {
    void setHub(read(new FormData(form.current!)));
  }

  return (
    <details className="method hub-settings">
      <summary>Hub settings</summary>
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
        <label className="field">
          <span>Address of the hub, or of a mirror</span>
          <input
            name="endpoint"
            type="text"
            inputMode="url"
            spellCheck={false}
            placeholder={DEFAULT_ENDPOINT}
            defaultValue={hub.endpoint}
          />
        </label>
        <label className="field">
          <span>Access token, for gated models</span>
          <input name="token" type="password" autoComplete="off" defaultValue={hub.token} />
          <span className="note">
            Kept in memory until this page is closed, and sent to that host and no other.
          </span>
        </label>
        <label className="field">
          <span>Most memory a model may take, GB</span>
          <input
            name="memory"
            type="number"
            min={0.1}
            step="any"
            placeholder="automatic"
            defaultValue={hub.memoryBudget === undefined ? "" : hub.memoryBudget / GB}
          />
        </label>
        <label className="field-check">
          <input name="storeF16" type="checkbox" defaultChecked={hub.storeF16} onChange={commit} />
          <span>
            Keep weights as F16 in the cache (half the space; the numbers change a little: the check of the
            open model shows by how much)
          </span>
        </label>
        <div>
          <button type="submit" className="button">
            Apply
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
