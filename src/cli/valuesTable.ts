import type { Recipe } from "../core/atlas.ts";
import { levelNames } from "../core/dataset.ts";
import { moments } from "../core/moments.ts";
import type { SentenceValues } from "../engine/values.ts";
import { createParquet, type ParquetColumn } from "./parquetFile.ts";

export type Per = "value" | "sentence";

/** Rows in a row group: a few megabytes in memory. */
const GROUP = 65_536;
/** Standard deviations beyond which a sentence's value counts as in its tails. */
const TAIL_STD = 2;

export interface TableSetting {
  per: Per;
  classes: readonly (readonly string[])[];
  /** Layers of the bags, in their order. */
  layers: readonly number[];
  dModel: number;
  /** Bags are of several tokens: rows name the token's position. */
  byToken: boolean;
  /** What the table is of, kept in the file. */
  about: { model: Recipe["model"]; data: unknown; options: unknown };
}

/** Writes sentences to a Parquet file as they come; gives the number of rows. */
export async function writeTable(
  path: string,
  setting: TableSetting,
  sentences: AsyncIterable<SentenceValues>,
): Promise<number> {
  const columns = columnsOf(setting);
  const file = await createParquet(path, columns, { ...setting.about, layers: setting.layers });
  let rows = columns.map((): (string | number)[] => []);
  let total = 0;
  const add = (row: readonly (string | number)[]) => {
    for (let i = 0; i < row.length; i++) rows[i]!.push(row[i]!);
    total++;
  };
  const flush = async () => {
    if (rows[0]!.length > 0) await file.write(rows);
    rows = columns.map(() => []);
  };
  try {
    for await (const sentence of sentences) {
      const path = setting.classes[sentence.classIndex]!;
      for (const [i, bag] of sentence.layers.entries()) {
        const layer = setting.layers[i]!;
        if (setting.per === "sentence") {
          add([sentence.sentence, ...path, sentence.part, sentence.text, layer, ...summary(bag)]);
          continue;
        }
        const row: (string | number)[] = [sentence.sentence, ...path, sentence.part, layer];
        const last = columns.length - 1;
        for (let v = 0; v < bag.length; v++) {
          if (setting.byToken) row[last - 2] = sentence.firstPos + Math.floor(v / setting.dModel);
          row[last - 1] = v % setting.dModel;
          row[last] = bag[v]!;
          add(row);
          if (rows[0]!.length >= GROUP) await flush();
        }
      }
      if (rows[0]!.length >= GROUP) await flush();
    }
    await flush();
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
  return total;
}

function columnsOf({ per, classes, byToken }: TableSetting): ParquetColumn[] {
  const column = (type: ParquetColumn["type"], ...names: string[]) => names.map((name) => ({ name, type }));
  const levels = levelNames(classes[0]!.length).map((name) => name.replaceAll(" ", "_"));
  const who = [...column("int32", "sentence"), ...column("category", ...levels, "part")];
  return per === "sentence"
    ? [
        ...who,
        ...column("text", "text"),
        ...column("int32", "layer", "count"),
        ...column("float64", "mean", "std"),
        ...column("float32", "min", "max"),
        ...column("float64", "kurtosis"),
        ...column("int32", `beyond_${TAIL_STD}_std`),
      ]
    : [
        ...who,
        ...column("int32", "layer", ...(byToken ? ["pos"] : []), "dimension"),
        ...column("float32", "value"),
      ];
}

/** count, mean, population std, min, max, kurtosis, and how many values lie beyond two std of the mean. */
function summary(bag: Float32Array): number[] {
  const { count, mean, std, min, max, kurtosis } = moments(bag);
  const beyond = bag.reduce((n, v) => n + (Math.abs(v - mean) > TAIL_STD * std ? 1 : 0), 0);
  return [count, mean, std, min, max, kurtosis, beyond];
}
