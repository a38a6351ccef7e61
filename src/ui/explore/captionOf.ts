import type { ViewMode } from "../../core/api.ts";
import type { Screen } from "../../state/store.ts";
import { plural } from "../words.ts";

const LONGEST = 120;

/** What a figure of Explore is of, a line each. */
export function captionOf({ opened, guess, fixed, token }: Screen, mode: ViewMode, layer?: number): string[] {
  if (opened === undefined) return [];
  const { shape, atlas } = opened;
  const commit = shape.revision === undefined ? "" : `@${shape.revision.slice(0, 12)}`;
  const text = guess?.text ?? "";
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return [
    `Model ${shape.id}${commit}${layer === undefined ? "" : `, layer ${layer} of 0–${shape.nLayers - 1}`}`,
    atlas
      ? `Atlas fitted on ${atlas.dataName} (sha256 ${atlas.dataSha256.slice(0, 12)}), ${plural(atlas.nTrain, "training sentence")}`
      : "No atlas",
    `${mode === "full" ? "All values" : "Tails only"}${fixed ? `, cut-offs ${fixed.left} and ${fixed.right}` : ""}${token === undefined ? "" : `, token ${token}`}`,
    `Sentence: “${cut}”`,
  ];
}
