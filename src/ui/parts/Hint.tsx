import {
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTexts } from "../texts/useTexts.ts";
import { placeBeside } from "./placeBeside.ts";

interface HintProps {
  text: string;
  /** Where what stands over the button must not be hidden. */
  below?: boolean;
}

/** Time to reach the words with the pointer before they go. */
const LINGER_MS = 200;

/** One hint at a time is open: closes the one that is. */
let closeOpen: (() => void) | undefined;

/**
 * One line of help: a small button that shows it on hover, focus and touch. It stands beside a control's label, not in it,
 * where its own name would become part of the control's.
 */
export function Hint({ text, below = false }: HintProps) {
  const { help } = useTexts().common;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const touched = useRef(false);
  const [open, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (!open) return;
    const close = () => setOpen(false);
    if (closeOpen !== close) closeOpen?.();
    closeOpen = close;
    const shown = tip.current!;
    shown.showPopover?.();
    const place = () => {
      const { left, top } = placeBeside(
        button.current!.getBoundingClientRect(),
        shown.getBoundingClientRect(),
        { width: document.documentElement.clientWidth, height: window.innerHeight },
        below ? "below" : "above",
      );
      shown.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
    };
    place();
    window.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, { capture: true });
      window.removeEventListener("resize", place);
      if (closeOpen === close) closeOpen = undefined;
      shown.hidePopover?.();
    };
  }, [open, below]);

  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation(); // it closes this, not what is around it
      setOpen(false);
    };
    const onPointerDown = ({ target }: Event) => {
      if (!button.current?.parentElement?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    document.addEventListener("pointerdown", onPointerDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown, { capture: true });
      document.removeEventListener("pointerdown", onPointerDown);
    };
  }, [open]);

  useEffect(() => () => clearTimeout(timer.current), []);

  function onEnter({ pointerType }: PointerEvent) {
    clearTimeout(timer.current);
    if (pointerType === "mouse") setOpen(true);
  }

  function onLeave({ pointerType }: PointerEvent) {
    if (pointerType !== "mouse" || button.current?.matches(":focus-visible")) return;
    timer.current = setTimeout(() => setOpen(false), LINGER_MS);
  }

  /** A mouse has opened it by being there; a finger or a key opens and closes. */
  function onClick({ detail }: MouseEvent) {
    setOpen(detail > 0 && !touched.current ? true : !open);
  }

  return (
    <span className="hint" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <button
        ref={button}
        type="button"
        className="hint-button"
        aria-label={help}
        aria-describedby={id}
        aria-expanded={open}
        onPointerDown={({ pointerType }) => {
          touched.current = pointerType !== "mouse";
        }}
        onMouseDown={(event) => event.preventDefault()} // a click opens once, not by focus besides
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={onClick}
      >
        <span aria-hidden="true">?</span>
      </button>
      <span ref={tip} id={id} role="tooltip" popover="manual" className="hint-tip">
        {text}
      </span>
    </span>
  );
}
