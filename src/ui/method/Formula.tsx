import { createElement } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { FORMULAS } from "./formulas.ts";

/** A formula by its name, in MathML, with words for whoever hears it. */
export function Formula({ name, display = false }: { name: string; display?: boolean }) {
  const words: Record<string, string> = useTexts().method.formulas;
  const attributes = display ? { display: "block" } : {};
  const math = createElement("math", { "aria-label": words[name], ...attributes }, FORMULAS[name]);
  return display ? <div className="formula">{math}</div> : math;
}
