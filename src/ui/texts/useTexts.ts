import { useScreen } from "../useScreen.ts";
import type { Texts } from "./en.ts";
import { textsOf } from "./textsOf.ts";

/** The texts in the person's language. */
export function useTexts(): Texts {
  return textsOf(useScreen((screen) => screen.language));
}
