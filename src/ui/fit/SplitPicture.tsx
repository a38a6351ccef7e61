import { useCallback, useMemo } from "react";
import type { DataPreview } from "../../core/api.ts";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import { levelCounts } from "../../plot/fitSplit.ts";
import { fitSplitPicture, splitHeight, splitTable } from "../../plot/fitSplitPicture.ts";
import { useTexts } from "../texts/useTexts.ts";
import { levelTitle } from "../words.ts";
import { FitPicture } from "./FitPicture.tsx";

/** Rows at most; the table has them all. */
const MOST = 12;

/** How the sentences are divided over categories, and between training and testing. */
export function SplitPicture({ data }: { data: DataPreview }) {
  const t = useTexts().fit.figures;
  const levels = useMemo(
    () => levelCounts(data).map((level) => ({ ...level, name: levelTitle(level.name) })),
    [data],
  );
  const paint = useCallback((options: FitPictureOptions) => fitSplitPicture(levels, options), [levels]);
  return (
    <FitPicture
      label={t.split}
      height={splitHeight(levels, MOST)}
      source={`${data.name} · SHA-256 ${data.sha256.slice(0, 12)} · ${data.split}`}
      paint={paint}
      table={() => splitTable(levels)}
    />
  );
}
