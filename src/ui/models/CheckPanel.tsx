import { useState } from "react";
import type { SelfCheck } from "../../core/api.ts";
import { runSelfCheck } from "../../state/selfCheck.ts";
import { report } from "../../state/trouble.ts";
import { Facts } from "../parts/Facts.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import { useScreen } from "../useScreen.ts";
import { selfCheckFacts, selfCheckText } from "./selfCheckText.ts";

/** Whether the open model computes here what it computes elsewhere, and what it takes. */
export function CheckPanel() {
  const check = useScreen((screen) => screen.check);
  const checking = useScreen((screen) => screen.checking);
  const ready = useScreen((screen) => screen.loaded !== undefined);
  return (
    <section className="card" aria-labelledby="self-check">
      <h2 id="self-check" className="section-title">
        Check of the open model
      </h2>
      <p
        role="status"
        aria-label="Verdict"
        className={check && !check.passed ? "verdict verdict-failed" : "verdict"}
      >
        {check?.verdict ?? (ready ? "Not checked yet." : "Once every layer is here, it can be checked.")}
      </p>
      <div className="plan-actions">
        <button
          type="button"
          className="button"
          disabled={!ready || checking !== undefined}
          onClick={() => void runSelfCheck()}
        >
          Check
        </button>
        {check && <CopyReport check={check} />}
        {checking && <ProgressBar name="Check" progress={checking} />}
      </div>
      {check && <Facts facts={selfCheckFacts(check)} />}
    </section>
  );
}

function CopyReport({ check }: { check: SelfCheck }) {
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
      {copied === check ? "Copied" : "Copy report"}
    </button>
  );
}
