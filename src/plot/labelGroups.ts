import { SEPARATOR } from "./labels.ts";

/** Neighbours whose labels begin alike: "music" of "music · kind", "music · angry". */
export interface LabelGroup {
  label: string;
  start: number;
  length: number;
}

/** Groups of a matrix of pairs; none where the labels are not pairs, or where one name stands in two places. */
export function labelGroups(labels: readonly string[]): LabelGroup[] {
  if (!labels.every((label) => label.includes(SEPARATOR))) return [];
  const groups: LabelGroup[] = [];
  labels.forEach((full, i) => {
    const label = full.slice(0, full.indexOf(SEPARATOR));
    const last = groups.at(-1);
    if (last?.label === label) last.length++;
    else groups.push({ label, start: i, length: 1 });
  });
  const names = new Set(groups.map(({ label }) => label));
  return groups.length < labels.length && names.size === groups.length ? groups : [];
}
