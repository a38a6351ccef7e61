import type { ReactNode } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** The options of a step; none can be changed while a fit is under way. */
export function OptionSet({ className, children }: { className: string; children: ReactNode }) {
  const t = useTexts().fit.options;
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  return (
    <fieldset className={className} disabled={fitting}>
      <legend className="visually-hidden">{t.legend}</legend>
      {children}
    </fieldset>
  );
}
