import type { Report } from "../../core/api.ts";
import { confusionFigure } from "../../plot/confusionFigure.ts";
import type { ConfusionLevel } from "../../plot/confusionLayout.ts";
import { confusionSvg } from "../../plot/confusionSvg.ts";
import { differenceLevel } from "../../plot/differenceLevel.ts";
import { dumbbellItems, f1Dumbbells } from "../../plot/f1Dumbbells.ts";
import { layerCsv, layerCurve } from "../../plot/layerCurve.ts";
import { categoryLevel, pairLevel } from "../../plot/pairLevel.ts";
import { reliabilityCsv, reliabilityCurve } from "../../plot/reliabilityCurve.ts";
import { sinkCsv, sinkHistogram } from "../../plot/sinkHistogram.ts";
import { tailMapCsv, tailMapFigure, tailMapSvg } from "../../plot/tailMapFigure.ts";
import { fixedCalibration, fixedLayerSeries, fixedSinkBins, fixedTailMap } from "../fixed/report.ts";
import type { GalleryFigure } from "../galleryFigure.ts";

const EVEN_SHARE = 12;
/** Of a matrix on the page. */
const HEIGHT = 560;

/** Those of a report, which is the shipped one of mini-gpt2; what it does not hold is made by formula. */
export function evaluateFigures(report: Report): readonly GalleryFigure[] {
  const { full, tails } = report.modes;
  const caption = [
    `${report.model.id}, ${report.data.name} (${report.data.sha256.slice(0, 12)}), n = ${report.nTest} held-out sentences`,
  ];
  const subjects = [full!.levels[0]!, tails!.levels[0]!] as const;
  return [
    { ...matrix("matrix", pairLevel(report.classes, full!), report.model.id), caption },
    { ...matrix("subjectMatrix", categoryLevel(subjects[0]), report.model.id), caption },
    {
      ...matrix(
        "difference",
        differenceLevel(categoryLevel(subjects[0]), categoryLevel(subjects[1])),
        report.model.id,
      ),
      caption,
    },
    {
      id: "dumbbells",
      draw: (width, theme) => f1Dumbbells(...subjects, { width, theme }),
      drawing: (theme, title) => f1Dumbbells(...subjects, { width: 640, theme, title }),
      table: () => [
        ["category", "f1_full", "f1_tails"],
        ...dumbbellItems(...subjects).map((item) => [item.label, item.full.f1, item.tails.f1]),
      ],
      caption,
    },
    {
      id: "layerCurve",
      draw: (width, theme) => layerCurve(fixedLayerSeries, 1 / 120, { width, theme }),
      drawing: (theme, title) => layerCurve(fixedLayerSeries, 1 / 120, { width: 640, theme, title }),
      table: () => layerCsv(fixedLayerSeries),
    },
    {
      id: "sinks",
      draw: (width, theme) => sinkHistogram(fixedSinkBins, EVEN_SHARE, { width, theme }),
      drawing: (theme, title) => sinkHistogram(fixedSinkBins, EVEN_SHARE, { width: 640, theme, title }),
      table: () => sinkCsv(fixedSinkBins),
    },
    {
      id: "reliability",
      draw: (width, theme) => reliabilityCurve(fixedCalibration, { width, theme }),
      drawing: (theme, title) => reliabilityCurve(fixedCalibration, { width: 640, theme, title }),
      table: () => reliabilityCsv(fixedCalibration),
    },
    {
      id: "floorShare",
      draw: (width, theme) => tailMapFigure(fixedTailMap, { width, theme, label: "gallery" }),
      drawing: (theme, title) => tailMapSvg(fixedTailMap, title, theme),
      table: () => tailMapCsv(fixedTailMap),
    },
  ];
}

function matrix(id: GalleryFigure["id"], level: ConfusionLevel, model: string): GalleryFigure {
  const title = `${model}, by ${level.name}`;
  return {
    id,
    draw: (width, theme) => confusionFigure(level, { theme, title, fit: { width, height: HEIGHT } }),
    drawing: (theme) => confusionSvg(level, { theme, title }),
    table: () => [
      ["true \\ predicted", ...level.labels],
      ...level.confusion.map((row, i) => [level.labels[i]!, ...row]),
    ],
  };
}
