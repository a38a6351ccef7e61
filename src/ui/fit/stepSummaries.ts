import { formatCount } from "../../plot/format.ts";
import type { Screen } from "../../state/store.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import type { FitStep } from "./fitSteps.ts";

/** What each step is set to, in a few words. */
export function useStepSummaries(): Record<FitStep, string> {
  const t = useTexts().fit.summary;
  const { options } = useScreen((screen) => screen.fitForm);
  const data = useScreen((screen) => screen.data);
  const taking = useScreen((screen) => screen.takingData);
  const fitting = useScreen((screen) => screen.fitting);
  const begun = useScreen((screen) => screen.begunFits.length);
  const kept = useScreen((screen) => screen.atlases.length);
  return {
    data: taking
      ? t.readingData
      : data
        ? t.data(data.name, data.classes.length, formatCount(data.classes.length))
        : t.noData,
    reading: readingInWords(options, t),
    density: t.density(options.bandwidthScale, options.gridPoints, options.densityFloor),
    tails: tailsInWords(options, t),
    fit: fitting
      ? t.running(Math.round(100 * fitting.fraction))
      : begun > 0
        ? t.begun(begun)
        : t.kept(kept, formatCount(kept)),
  };
}

type Options = Screen["fitForm"]["options"];
type Summary = Texts["fit"]["summary"];

export function readingInWords({ pooling, dropLastWord, prependBos, center }: Options, t: Summary): string {
  return [
    t.pooling[pooling],
    ...(dropLastWord ? [] : [t.lastWordKept]),
    ...(prependBos ? [] : [t.noStart]),
    ...(center ? [] : [t.notCentred]),
  ].join(", ");
}

export function tailsInWords({ rule, k, left, right }: Options, t: Summary): string {
  if (rule === "std") return t.std(k);
  return rule === "fixed" ? t.fixed(left, right) : t.rules[rule];
}
