import { useEffect, useState } from "react";
import type { OpenedModel, Report } from "../core/api.ts";
import { isReportOf, shippedReport } from "../state/shippedReport.ts";
import { useScreen } from "./useScreen.ts";

/** What is known of the open model on held-out sentences: evaluated here, else as it was shipped. */
export function useHeldOut(): Report | undefined {
  const opened = useScreen((screen) => screen.opened);
  const evaluated = useScreen((screen) => screen.wholeReport);
  const [shipped, setShipped] = useState<{ of: OpenedModel; report: Report | undefined }>();
  useEffect(() => {
    if (opened === undefined) return;
    let wanted = true;
    void shippedReport(opened).then((report) => wanted && setShipped({ of: opened, report }));
    return () => {
      wanted = false;
    };
  }, [opened]);
  if (opened === undefined) return undefined;
  if (evaluated && isReportOf(evaluated, opened) && evaluated.modes.full && evaluated.modes.tails)
    return evaluated;
  return shipped?.of === opened ? shipped.report : undefined;
}
