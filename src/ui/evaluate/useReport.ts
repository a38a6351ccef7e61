import type { Report } from "../../core/api.ts";
import { useHeldOut } from "../useHeldOut.ts";
import { useScreen } from "../useScreen.ts";

/** What Evaluate shows: what was evaluated here, else what the open model came with. */
export interface ShownReport {
  report: Report;
  /** The same by all layers. */
  whole: Report;
  isShipped: boolean;
  /** The worker still holds the sentences behind the cells. */
  canOpen: boolean;
}

export function useReport(): ShownReport | undefined {
  const report = useScreen((screen) => screen.report);
  const whole = useScreen((screen) => screen.wholeReport);
  const openId = useScreen(({ opened }) => opened?.shape.id);
  const shipped = useHeldOut();
  if (report) {
    return { report, whole: whole ?? report, isShipped: false, canOpen: openId === report.model.id };
  }
  return shipped && { report: shipped, whole: shipped, isShipped: true, canOpen: false };
}
