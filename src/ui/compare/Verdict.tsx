import type { Claim } from "../../core/claims.ts";
import { useTexts } from "../texts/useTexts.ts";

const MARKS: Record<Claim["verdict"], string> = { holds: "✓", fails: "✕", open: "?" };

/** How a claim fares: a mark and words, never colour alone. */
export function Verdict({ verdict }: { verdict: Claim["verdict"] }) {
  const { verdicts } = useTexts().compare.claims;
  return (
    <span className={`claim-verdict claim-${verdict}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {verdicts[verdict]}
    </span>
  );
}
