import { useState } from "react";
import type { SelfCheck } from "../../core/api.ts";
import { setKernelTiming } from "../../state/kernelTiming.ts";
import { runSelfCheck } from "../../state/selfCheck.ts";
import { report } from "../../state/trouble.ts";
import { Facts } from "../parts/Facts.tsx";
import { Hint } from "../parts/Hint.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { HalfWeights } from "./HalfWeights.tsx";
import { selfCheckFacts, selfCheckText } from "./selfCheckText.ts";

/** Whether the open model computes here what it computes elsewhere, and what it takes. */
export function CheckPanel() {
  const { models, common } = useTexts();
  const { check: t, hints } = models;
  const check = useScreen((screen) => screen.check);
  const checking = useScreen((screen) => screen.checking);
  const ready = useScreen((screen) => screen.loaded !== undefined);
  return (
    <section className="card" aria-labelledby="self-check">
      <div className="hinted">
        <h2 id="self-check" className="section-title">
          {t.title}
        </h2>
        <Hint text={hints.check} />
      </div>
      <p
        role="status"
        aria-label={t.verdict}
        className={check && !check.passed ? "verdict verdict-failed" : "verdict"}
      >
        {check?.verdict ?? (ready ? t.notYet : t.wait)}
      </p>
      <div className="plan-actions">
        <button
          type="button"
          className="button"
          disabled={!ready || checking !== undefined}
          onClick={() => void runSelfCheck()}
        >
          {t.check}
        </button>
        {check && <CopyReport check={check} />}
        {checking && <ProgressBar name={t.check} progress={checking} />}
      </div>
      {check && <Facts facts={selfCheckFacts(check, t.facts, common.kernels)} />}
      <HalfWeights />
      <TimeKernels />
    </section>
  );
}

/** Only kernels can be timed: on WASM there are none. */
function TimeKernels() {
  const { check: t, hints } = useTexts().models;
  const isGpu = useScreen((screen) => screen.opened?.status.backend === "webgpu");
  const on = useScreen((screen) => screen.timesKernels);
  if (!isGpu) return null;
  return (
    <div className="hinted">
      <label className="field-check">
        <input type="checkbox" checked={on} onChange={({ target }) => void setKernelTiming(target.checked)} />
        <span>{t.timeKernels}</span>
      </label>
      <Hint text={hints.timeKernels} />
    </div>
  );
}

function CopyReport({ check }: { check: SelfCheck }) {
  const t = useTexts().models.check;
  const [copied, setCopied] = useState<SelfCheck>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(selfCheckText(check));
      setCopied(check);
    } catch (error) {
      report(error);
    }
  }

  return (
    <button type="button" className="button-quiet" onClick={() => void copy()}>
      {copied === check ? t.copied : t.copy}
    </button>
  );
}
