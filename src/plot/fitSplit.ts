import type { DataPreview } from "../core/api.ts";

export interface CategoryCount {
  label: string;
  train: number;
  test: number;
}

export interface LevelCounts {
  name: string;
  /** In the order of the data. */
  categories: CategoryCount[];
}

/** Sentences of each category, level by level. */
export function levelCounts({ levels, classes }: Pick<DataPreview, "levels" | "classes">): LevelCounts[] {
  return levels.map(({ name, labels }, level) => {
    const counts = new Map(labels.map((label) => [label, { label, train: 0, test: 0 }]));
    for (const { path, nTrain, nTest } of classes) {
      const count = counts.get(path[level] ?? "");
      if (count === undefined) continue;
      count.train += nTrain;
      count.test += nTest;
    }
    return { name, categories: [...counts.values()] };
  });
}
