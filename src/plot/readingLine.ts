import type { Theme } from "./theme.ts";

const LINE = 20;

/** Its height: two lines where the figure is narrow, so that nothing moves as it speaks. CSS pixels. */
export function readingHeight(width: number): number {
  return width < 560 ? 2 * LINE : LINE;
}

/** A figure with a line under it that says what is under the cursor, to those who hear the page as well. */
export function withReading(canvas: HTMLCanvasElement, width: number, idle: string, theme: Theme) {
  const element = document.createElement("div");
  const line = document.createElement("p");
  line.className = "reading";
  line.setAttribute("aria-live", "polite");
  Object.assign(line.style, {
    ...{ margin: "0", minHeight: `${readingHeight(width)}px`, fontSize: "12px", lineHeight: `${LINE}px` },
    ...{ color: theme.muted, maxWidth: `${width}px` },
  });
  line.textContent = idle;
  element.append(canvas, line);
  return {
    element,
    say(text: string | undefined): void {
      line.textContent = text ?? idle;
      line.style.color = text === undefined ? theme.muted : theme.text;
    },
  };
}
