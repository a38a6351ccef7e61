import { useTexts } from "./texts/useTexts.ts";
import { toggleTheme, useTheme } from "./theme.ts";

export function ThemeToggle() {
  const t = useTexts().header;
  const dark = useTheme().name === "dark";
  return (
    <button
      type="button"
      className="icon-button"
      aria-pressed={dark}
      aria-label={t.darkTheme}
      title={dark ? t.useLight : t.useDark}
      onClick={toggleTheme}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  );
}
