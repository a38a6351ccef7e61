import { useScreen } from "../useScreen.ts";

/** Why a model guesses nothing, and what to do about it. */
export function NoAtlas() {
  const id = useScreen((screen) => screen.opened?.shape.id) ?? "";
  return (
    <p className="note no-atlas">
      No atlas has been fitted for this model yet, so it guesses nothing:{" "}
      <code>tailscope fit --model {id} --data …</code> on the command line makes one; drop the .atlas file
      here. Its layers and tails are shown all the same: of the sentence’s own values, what lies beyond two
      standard deviations.
    </p>
  );
}
