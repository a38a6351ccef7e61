import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../texts/useTexts.ts";
import { FIT_STEPS, type FitWalk, stepBeside } from "./fitSteps.ts";

/** One step: its heading, which takes the focus when it is gone to, and the ways on and back. */
export function StepFrame({ walk, children }: { walk: FitWalk; children: ReactNode }) {
  const { step, moved, goTo } = walk;
  const t = useTexts().fit;
  const heading = useRef<HTMLHeadingElement>(null);
  const [before, after] = [stepBeside(step, -1), stepBeside(step, 1)];

  // biome-ignore lint/correctness/useExhaustiveDependencies: each step anew
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [step, moved]);

  return (
    <section className="fit-step" aria-labelledby="fit-step">
      <h2 id="fit-step" ref={heading} tabIndex={-1} className="fit-heading">
        {t.steps[step].heading}
        <span className="fit-place number">
          {t.wizard.place(FIT_STEPS.indexOf(step) + 1, FIT_STEPS.length)}
        </span>
      </h2>
      {children}
      <div className="fit-ways">
        {before && (
          <button type="button" className="button" onClick={() => goTo(before)}>
            {t.wizard.back}
          </button>
        )}
        {after && (
          <button type="button" className="button" onClick={() => goTo(after)}>
            {t.wizard.next(t.steps[after].title)}
          </button>
        )}
      </div>
    </section>
  );
}
