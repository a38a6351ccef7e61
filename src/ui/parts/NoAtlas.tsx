import type { ReactNode } from "react";
import { setTab } from "../../state/actions.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Why a model guesses nothing, and what to do about it. */
export function NoAtlas({ children }: { children: ReactNode }) {
  const t = useTexts().common.noAtlasOf;
  const id = useScreen((screen) => screen.opened?.shape.id) ?? "";
  return (
    <p className="note no-atlas">
      {t.why(id)}{" "}
      <button type="button" className="button-link" onClick={() => setTab("fit")}>
        {t.fit}
      </button>{" "}
      {t.orDrop} {children}
    </p>
  );
}
