import { useTexts } from "./texts/useTexts.ts";

/** Past the header. A button, because a link's address would take the place of the view's. */
export function SkipLink() {
  const t = useTexts().common;
  return (
    <button type="button" className="skip-link" onClick={() => document.getElementById("main")?.focus()}>
      {t.skip}
    </button>
  );
}
