import type { ModelEntry } from "../core/api.ts";
import { setModel } from "../state/actions.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

const GROUPS = [
  { kind: "hub", label: "fromHub" },
  { kind: "disk", label: "fromDisk" },
] as const;

export function ModelSelect() {
  const t = useTexts().header;
  const models = useScreen((screen) => screen.models);
  const model = useScreen((screen) => screen.model);
  const isListed = models.some(({ id }) => id === model);
  return (
    <label className="choice">
      <span className="visually-hidden">{t.model}</span>
      <select
        value={model ?? ""}
        disabled={models.length === 0}
        onChange={(event) => setModel(event.target.value)}
      >
        {!isListed && <option value={model ?? ""}>{model ?? t.noModel}</option>}
        <Options models={models.filter(({ kind }) => kind === "shipped")} />
        {GROUPS.map(({ kind, label }) => {
          const some = models.filter((entry) => entry.kind === kind);
          if (some.length === 0) return null;
          return (
            <optgroup key={kind} label={t[label]}>
              <Options models={some} />
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}

function Options({ models }: { models: readonly ModelEntry[] }) {
  return models.map(({ id, title }) => (
    <option key={id} value={id}>
      {title}
    </option>
  ));
}
