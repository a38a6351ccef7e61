import { bagDensity, exampleBag } from "../../plot/fitBag.ts";
import { bandwidthTable, fitBandwidthPicture } from "../../plot/fitBandwidthPicture.ts";
import { centringTable, fitCentringPicture } from "../../plot/fitCentringPicture.ts";
import { fitFloorPicture, floorTable } from "../../plot/fitFloorPicture.ts";
import { fitGridPicture, gridTable } from "../../plot/fitGridPicture.ts";
import type { FitPictureOptions } from "../../plot/fitPictureFrame.ts";
import { fitSplitPicture, splitHeight, splitTable } from "../../plot/fitSplitPicture.ts";
import { fitTailPicture, type RuleSet, ruleTable } from "../../plot/fitTailPicture.ts";
import { fitPoolingPicture, fitStartPicture, tokenTable } from "../../plot/fitTokenPicture.ts";
import { readPieces } from "../../plot/fitTokens.ts";
import { fitWordPicture, wordTable } from "../../plot/fitWordPicture.ts";
import type { GalleryFigure } from "../galleryFigure.ts";

const bag = exampleBag();
const density = bagDensity(bag, 0.2, 1000);
const FLOOR = 1e-12;
const RULES: RuleSet = [
  { rule: "published" },
  { rule: "relative" },
  { rule: "std", k: 2 },
  { rule: "fixed", left: -6, right: 6 },
];
const TEXT = "The old bridge hums when the wind is right";
const reading = { dropLastWord: true, prependBos: true, pooling: "mean" } as const;
const pieces = readPieces(
  {
    ...{ text: TEXT, readText: "The old bridge hums when the wind is", hasBos: true },
    tokenTexts: ["<|endoftext|>", "The", " old", " bridge", " h", "ums", " when", " the", " wind", " is"],
  },
  reading,
);
const LEVELS = [
  { name: "Subjects", counts: { music: [96, 24], poetry: [96, 24], vacation: [60, 15], politics: [40, 10] } },
  { name: "Attributes", counts: { kind: [73, 18], angry: [73, 18], concise: [73, 19], flowery: [73, 18] } },
].map(({ name, counts }) => ({
  name,
  categories: Object.entries(counts).map(([label, [train = 0, test = 0]]) => ({ label, train, test })),
}));
const SHORT = 84;
const HEIGHT = 210;
const TALL = 430;

/** The small pictures of the Fit tab. */
export const fitFigures: readonly GalleryFigure[] = [
  picture(
    "fitSplit",
    splitHeight(LEVELS, 12),
    (options) => fitSplitPicture(LEVELS, options),
    () => splitTable(LEVELS),
  ),
  picture(
    "fitBandwidth",
    HEIGHT,
    (options) => fitBandwidthPicture(bag, 0.5, options),
    () => bandwidthTable(bag, 0.5),
  ),
  picture(
    "fitGrid",
    HEIGHT,
    (options) => fitGridPicture(bag, { bandwidthScale: 1, gridPoints: 200 }, options),
    () => gridTable(bag, { bandwidthScale: 1, gridPoints: 200 }),
  ),
  picture(
    "fitFloor",
    HEIGHT,
    (options) => fitFloorPicture(density, bag, FLOOR, options),
    () => floorTable(density, FLOOR),
  ),
  picture(
    "fitTails",
    TALL,
    (options) => fitTailPicture(density, bag, RULES, "published", options),
    () => ruleTable(density, bag, RULES),
  ),
  picture(
    "fitWord",
    SHORT,
    (options) => fitWordPicture(TEXT, true, options),
    () => wordTable(TEXT, true),
  ),
  picture(
    "fitStart",
    SHORT,
    (options) => fitStartPicture(pieces, options),
    () => tokenTable(pieces),
  ),
  picture(
    "fitPooling",
    SHORT,
    (options) => fitPoolingPicture(pieces, "mean", 256, options),
    () => tokenTable(pieces),
  ),
  picture(
    "fitCentring",
    SHORT,
    (options) => fitCentringPicture(bag, true, options),
    () => centringTable(bag),
  ),
];

function picture(
  id: GalleryFigure["id"],
  height: number,
  paint: (options: FitPictureOptions) => SVGSVGElement,
  table: GalleryFigure["table"],
): GalleryFigure {
  return {
    ...{ id, table },
    draw: (width, theme) => paint({ width, height, theme }),
    drawing: (theme, title) => paint({ width: 640, height: Math.max(height + 24, 160), theme, title }),
  };
}
