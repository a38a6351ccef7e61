import { useEffect, useState } from "react";
import type { LevelReport } from "../../core/api.ts";
import { f1Intervals } from "../../core/f1Intervals.ts";
import type { CategoryIntervals } from "../../plot/f1Dumbbells.ts";

const known = new WeakMap<LevelReport, CategoryIntervals["full"]>();

/** Intervals of single categories, once they are drawn: some tenths of a second, after what needs none is on the screen. */
export function useF1Intervals(full: LevelReport, tails: LevelReport): CategoryIntervals | undefined {
  const [found, setFound] = useState<{ of: LevelReport; intervals: CategoryIntervals }>();
  useEffect(() => {
    const timer = setTimeout(() =>
      setFound({ of: full, intervals: { full: intervalsOf(full), tails: intervalsOf(tails) } }),
    );
    return () => clearTimeout(timer);
  }, [full, tails]);
  return found?.of === full ? found.intervals : undefined;
}

function intervalsOf(level: LevelReport): CategoryIntervals["full"] {
  const intervals = known.get(level) ?? f1Intervals(level.confusion);
  known.set(level, intervals);
  return intervals;
}
