import { type FocusEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { placeBeside } from "./placeBeside.ts";

interface FigureMenuProps {
  /** Of the figure. */
  name: string;
  /** Made when it is opened. */
  children: ReactNode;
}

/** What is wanted less often than a file: a panel that closes by itself. */
export function FigureMenu({ name, children }: FigureMenuProps) {
  const t = useTexts().common;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);

  function onBeforeToggle({ newState }: ToggleEvent) {
    if (newState !== "open") return;
    setOpen(true);
    requestAnimationFrame(place); // shown, and not painted yet
  }

  /** Only now: focus has gone back to the button. */
  function onToggle({ newState }: ToggleEvent) {
    if (newState === "closed") setOpen(false);
  }

  /** Who goes on by keyboard leaves no open panel behind. */
  function onBlur({ relatedTarget }: FocusEvent) {
    if (relatedTarget && !panel.current?.contains(relatedTarget)) panel.current?.hidePopover();
  }

  function place() {
    const shown = panel.current;
    if (!shown || !button.current) return;
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const at = placeBeside(button.current.getBoundingClientRect(), shown.getBoundingClientRect(), screen);
    shown.style.translate = `${Math.round(at.left)}px ${Math.round(at.top)}px`;
    window.addEventListener("scroll", () => shown.hidePopover(), { once: true, capture: true });
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className="figure-tool figure-more"
        popoverTarget={id}
        aria-label={t.moreWays(name)}
      >
        {t.more}
      </button>
      <section
        ref={panel}
        id={id}
        popover="auto"
        aria-label={t.moreWays(name)}
        className="figure-menu"
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        onBlur={onBlur}
      >
        {open && children}
      </section>
    </>
  );
}
