import type { ReactNode } from "react";
import { useScreen } from "../useScreen.ts";

/** Why a model guesses nothing, and what to do about it. */
export function NoAtlas({ children }: { children: ReactNode }) {
  const id = useScreen((screen) => screen.opened?.shape.id) ?? "";
  return (
    <p className="note no-atlas">
      No atlas has been fitted for this model yet, so it guesses nothing:{" "}
      <code>tailscope fit --model {id} --data …</code> on the command line makes one; drop the .atlas file
      here. {children}
    </p>
  );
}
