import { statSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { type TableSetting, writeTable } from "../../src/cli/valuesTable.ts";
import { Failure } from "../../src/core/failure.ts";
import type { SentenceValues } from "../../src/engine/values.ts";
import { filesUnder } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { normalBag } from "../support/normal.ts";
import { refusal } from "../support/refusal.ts";

const root = tempFolder();
const WIDE = 50_000;
const setting: TableSetting = {
  per: "value",
  classes: [
    ["bees", "loud"],
    ["日本語", 'a, "b"'],
  ],
  layers: [3],
  dModel: WIDE,
  byToken: false,
  about: {
    model: { id: "wide", architecture: "gpt2", nLayers: 4, dModel: WIDE, weightsSha256: "" },
    data: {},
    options: {},
  },
};
const bags = [1, 2, 3, 4].map((seed) => normalBag(WIDE, seed, 0, 1e3));
async function* sentences(onSentence: (i: number) => void = () => {}): AsyncGenerator<SentenceValues> {
  for (const [i, bag] of bags.entries()) {
    onSentence(i);
    yield {
      sentence: i,
      classIndex: i % 2,
      part: i < 3 ? "train" : "test",
      text: "t",
      firstPos: 5,
      layers: [bag],
    };
  }
}
const open = (path: string) => asyncBufferFromFile(path);

describe("a table of values", () => {
  const path = join(root, "wide.parquet");

  it("goes to disk a row group at a time, while sentences still come", async () => {
    const onDisk: number[] = [];
    const rows = await writeTable(
      path,
      setting,
      sentences(() => onDisk.push(statSync(`${path}.part`).size)),
    );
    expect(rows).toBe(4 * WIDE);
    expect(onDisk[3]!).toBeGreaterThan(100_000 * 4);
    const { row_groups } = await parquetMetadataAsync(await open(path));
    expect(row_groups.map((g) => Number(g.num_rows))).toEqual([
      65_536,
      65_536,
      65_536,
      4 * WIDE - 3 * 65_536,
    ]);
  });

  it("has every value to the bit", async () => {
    const rows = await parquetReadObjects({
      file: await open(path),
      columns: ["value", "attribute", "dimension"],
    });
    bags.forEach((bag, i) => {
      const own = rows.slice(i * WIDE, (i + 1) * WIDE);
      expect(Float32Array.from(own, (r) => r.value)).toEqual(bag);
      expect(new Set(own.map((r) => r.attribute))).toEqual(new Set([setting.classes[i % 2]![1]]));
      expect(own[WIDE - 1]!.dimension).toBe(WIDE - 1);
    });
  });

  it("leaves nothing where it was stopped, and an older file as it was", async () => {
    const before = statSync(path).mtimeMs;
    const stop = () =>
      writeTable(
        path,
        setting,
        sentences((i) => {
          if (i === 2) throw new Failure("aborted", "Stopped.");
        }),
      );
    expect(await refusal(stop)).toBe("aborted: Stopped.");
    expect(filesUnder(root)).toEqual([path]);
    expect(statSync(path).mtimeMs).toBe(before);
  });
});
