import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { endTour, goToStep, TOUR_STEPS } from "../../state/tour.ts";
import type { Size } from "../parts/placeBeside.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useHeldOut } from "../useHeldOut.ts";
import { useScreen } from "../useScreen.ts";
import { tourFacts } from "./facts.ts";
import { placeBubble } from "./placeBubble.ts";
import { tourStep } from "./steps.ts";
import { NARROW, useTargetBox } from "./useTargetBox.ts";

/** Five steps over the page as it is, with its own numbers. The page stays usable meanwhile. */
export function Tour() {
  const step = useScreen((screen) => screen.tourStep);
  return step === undefined ? null : <TourStep step={step} />;
}

function TourStep({ step }: { step: number }) {
  const t = useTexts().tour;
  const facts = tourFacts(
    useScreen((screen) => screen),
    useHeldOut(),
  );
  const { title, paragraphs, targets, clear } = tourStep(step, facts, t);
  const id = useId();
  const dialog = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const box = useTargetBox(targets, true);
  const beside = useTargetBox(clear);
  const [size, setSize] = useState<Size>({ width: 380, height: 240 });

  useEffect(() => {
    const before = document.activeElement;
    dialog.current!.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      const isLost = activeElement === null || activeElement === document.body;
      if (isLost && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target === document.body) steer(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = dialog.current!;
    setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
  });

  function go(to: number) {
    if (to < 0) return;
    if (to >= TOUR_STEPS) return endTour();
    goToStep(to);
    if (to === 0) next.current!.focus(); // “Back” goes
  }

  function steer(event: Pick<KeyboardEvent, "key" | "preventDefault">) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") endTour();
    else if (way !== undefined) go(Math.min(step + way, TOUR_STEPS - 1));
    else return;
    event.preventDefault();
  }

  const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const place = beside && screen.width >= NARROW ? placeBubble(beside, size, screen) : undefined;
  return (
    <>
      {box && (
        <div
          className="tour-ring"
          aria-hidden="true"
          style={{
            translate: `${box.left}px ${box.top}px`,
            inlineSize: box.width,
            blockSize: box.height,
          }}
        />
      )}
      <div
        ref={dialog}
        role="dialog"
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}text`}
        tabIndex={-1}
        className={place ? "tour tour-placed" : "tour"}
        style={place && { translate: `${Math.round(place.left)}px ${Math.round(place.top)}px` }}
        onKeyDown={steer}
      >
        <p className="tour-count number">{t.count(step + 1, TOUR_STEPS)}</p>
        <div aria-live="polite" aria-atomic="true">
          <h2 id={`${id}title`} className="tour-title">
            {title}
          </h2>
          <div id={`${id}text`} className="tour-text">
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </div>
        <div className="tour-ways">
          <button type="button" className="button-quiet" onClick={endTour}>
            {t.end}
          </button>
          {step > 0 && (
            <button type="button" className="button" onClick={() => go(step - 1)}>
              {t.back}
            </button>
          )}
          <button ref={next} type="button" className="button button-primary" onClick={() => go(step + 1)}>
            {step === TOUR_STEPS - 1 ? t.done : t.next}
          </button>
        </div>
      </div>
    </>
  );
}
