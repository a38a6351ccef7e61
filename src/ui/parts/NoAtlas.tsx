import type { ReactNode } from "react";
import { setTab } from "../../state/actions.ts";
import { useScreen } from "../useScreen.ts";

/** Why a model guesses nothing, and what to do about it. */
export function NoAtlas({ children }: { children: ReactNode }) {
  const id = useScreen((screen) => screen.opened?.shape.id) ?? "";
  return (
    <p className="note no-atlas">
      No atlas has been fitted for {id} yet, so it guesses nothing.{" "}
      <button type="button" className="button-link" onClick={() => setTab("fit")}>
        Fit one
      </button>{" "}
      here, or drop an .atlas file. {children}
    </p>
  );
}
