import { contributionMap, contributionMapDocument, contributionTable } from "../../plot/contributionMap.ts";
import { densityFigure } from "../../plot/densityFigure.ts";
import { densityTable } from "../../plot/densityTable.ts";
import { dimensionMap, dimensionMapDocument, dimensionTable } from "../../plot/dimensionMap.ts";
import { layerStack, stackTable } from "../../plot/layerStack.ts";
import { qqStrip, qqTable } from "../../plot/qqStrip.ts";
import type { Theme } from "../../plot/theme.ts";
import { fixedContributions } from "../fixed/contributions.ts";
import { D_MODEL, fixedPicture, fixedSketches } from "../fixed/picture.ts";
import { fixedProfile } from "../fixed/profile.ts";
import type { GalleryFigure } from "../galleryFigure.ts";

const LAYER = 7;
const picture = fixedPicture(LAYER);
const sketches = fixedSketches();

const identity = { selected: LAYER, dModel: D_MODEL, profile: fixedProfile };
/** Beside the sentence of an earlier layer, as if it were another; without other classes. */
const { sentence, tails } = fixedPicture(LAYER - 3);
const { classes: _, ...alone } = picture;
const beside = { ...alone, pinned: { sentence, tails } };
const LABELS = {
  predicted: "music · kind",
  classes: ["poetry · angry", "politics · concise"],
  pinned: "another sentence",
};

function density(
  theme: Theme,
  width: number,
  mode: "full" | "tails",
  yScale: "log" | "linear",
  title?: string,
) {
  return densityFigure(picture, {
    ...{ width, height: 360, theme, mode, yScale, predictedLabel: LABELS.predicted },
    ...{ classLabels: LABELS.classes, pinnedLabel: LABELS.pinned },
    ...(title !== undefined && { title }),
  });
}

function pinnedDensity(theme: Theme, width: number, title?: string) {
  return densityFigure(beside, {
    ...{ width, height: 360, theme, mode: "full", zoom: [-1, 9] },
    ...{ predictedLabel: LABELS.predicted, pinnedLabel: LABELS.pinned },
    ...(title !== undefined && { title }),
  });
}

export const exploreFigures: readonly GalleryFigure[] = [
  {
    id: "density",
    draw: (width, theme) => density(theme, width, "full", "log"),
    drawing: (theme, title) => density(theme, 720, "full", "log", title),
    table: () => densityTable(picture, LABELS),
  },
  {
    id: "densityTails",
    draw: (width, theme) => density(theme, width, "tails", "linear"),
    drawing: (theme, title) => density(theme, 720, "tails", "linear", title),
    table: () => densityTable(picture, LABELS),
  },
  {
    id: "densityPinned",
    draw: (width, theme) => pinnedDensity(theme, width),
    drawing: (theme, title) => pinnedDensity(theme, 720, title),
    table: () => densityTable(beside, LABELS),
  },
  {
    id: "layers",
    draw: (width, theme) => layerStack(sketches, { width, theme, selected: LAYER, mode: "full" }),
    drawing: (theme, title) =>
      layerStack(sketches, { width: 640, theme, selected: LAYER, mode: "full", title }),
    table: () => stackTable(sketches),
  },
  {
    id: "contributions",
    draw: (width, theme) =>
      contributionMap(fixedContributions, { width, theme, height: 260, selected: LAYER }),
    drawing: (theme, title) =>
      contributionMapDocument(fixedContributions, { width: 960, height: 420, theme, selected: LAYER, title }),
    table: () => contributionTable(fixedContributions),
  },
  {
    id: "qq",
    draw: (width, theme) => qqStrip(picture, { width, theme, height: 120 }),
    drawing: (theme, title) => qqStrip(picture, { width: 720, height: 360, theme, title }),
    table: () => qqTable(picture),
  },
  {
    id: "dimensions",
    draw: (width, theme) => dimensionMap(sketches, { ...identity, width, height: 220, theme }),
    drawing: (theme, title) =>
      dimensionMapDocument(sketches, { ...identity, width: 960, height: 380, theme, title }),
    table: () => dimensionTable(sketches, fixedProfile),
  },
];
