import { useEffect, useState } from "react";
import type { LevelReport } from "../core/api.ts";
import type { Interval } from "../core/bootstrap.ts";
import { f1Intervals } from "../core/f1Intervals.ts";

const known = new WeakMap<LevelReport, Interval[]>();

/** Intervals of single categories, a list for each level, once all are drawn: one after the other, when what needs none is on the screen. */
export function useF1Intervals(levels: readonly LevelReport[]): readonly Interval[][] | undefined {
  const [found, setFound] = useState<{ of: readonly LevelReport[]; intervals: Interval[][] }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => {
      const level = levels.find((one) => !known.has(one));
      if (level === undefined)
        return setFound({ of: levels, intervals: levels.map((one) => known.get(one)!) });
      known.set(level, f1Intervals(level.confusion));
      timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [levels]);
  return found?.of === levels ? found.intervals : undefined;
}
