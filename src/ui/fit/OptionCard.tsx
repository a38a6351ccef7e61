import type { ReactNode } from "react";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";

type OptionName =
  | "dropLastWord"
  | "prependBos"
  | "center"
  | "pooling"
  | "bandwidthScale"
  | "gridPoints"
  | "densityFloor"
  | "rule";

interface OptionCardProps {
  name: OptionName;
  /** Its control, label and all. */
  control: ReactNode;
  children?: ReactNode;
}

/** One option: its control, what it does in a sentence, what the study used, what a change would do, and its picture. */
export function OptionCard({ name, control, children }: OptionCardProps) {
  const t = useTexts().fit;
  const words = t.options[name];
  return (
    <div className="option">
      <div className="option-head">
        {control}
        <Hint text={t.hints[name]} />
      </div>
      <p id={noteId(name)} className="option-what">
        {words.what}
      </p>
      {children}
      <p className="note option-change">
        <b>{t.options.inStudy}:</b> {words.study} {words.change}
      </p>
    </div>
  );
}

/** Of the sentence that describes an option's control. */
export function noteId(name: OptionName): string {
  return `option-${name}-note`;
}
