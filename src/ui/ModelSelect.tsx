import { setModel } from "../state/actions.ts";
import { useScreen } from "./useScreen.ts";

export function ModelSelect() {
  const models = useScreen((screen) => screen.models);
  const model = useScreen((screen) => screen.model);
  return (
    <label className="choice">
      <span>Model</span>
      <select
        value={model ?? ""}
        disabled={models.length === 0}
        onChange={(event) => setModel(event.target.value)}
      >
        {models.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
