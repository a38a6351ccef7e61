import { describe, expect, it } from "vitest";
import { levelCounts } from "../../src/plot/fitSplit.ts";
import { splitHeight, splitTable } from "../../src/plot/fitSplitPicture.ts";

const data = {
  levels: [
    { name: "topic", labels: ["sea", "money"] },
    { name: "tone", labels: ["dry", "loud", "sad"] },
  ],
  classes: [
    { path: ["sea", "dry"], nTrain: 6, nTest: 2 },
    { path: ["sea", "loud"], nTrain: 3, nTest: 1 },
    { path: ["money", "dry"], nTrain: 5, nTest: 0 },
  ],
};

describe("sentences by category", () => {
  it("sum the classes of each category, level by level; a category without any has none", () => {
    expect(levelCounts(data)).toEqual([
      {
        name: "topic",
        categories: [
          { label: "sea", train: 9, test: 3 },
          { label: "money", train: 5, test: 0 },
        ],
      },
      {
        name: "tone",
        categories: [
          { label: "dry", train: 11, test: 2 },
          { label: "loud", train: 3, test: 1 },
          { label: "sad", train: 0, test: 0 },
        ],
      },
    ]);
  });

  it("are a table with every category", () => {
    const rows = splitTable(levelCounts(data));
    expect(rows).toHaveLength(1 + 5);
    expect(rows[1]).toEqual(["topic", "sea", 9, 3]);
  });

  it("have a row each, but no more than there is room for", () => {
    const levels = levelCounts(data);
    expect(splitHeight(levels, 12) - splitHeight(levels, 2)).toBe(18);
    expect(splitHeight(levels, 3)).toBe(splitHeight(levels, 12));
  });
});
