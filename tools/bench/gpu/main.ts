import { parseArgs } from "node:util";
import { ALLOWED, errorsToMarkdown, worstOfOurs } from "./errors/errorTable.ts";
import { inChromium } from "./inChromium.ts";
import { inNode } from "./inNode.ts";
import { isRight } from "./kernelRow.ts";
import { toMarkdown } from "./kernelTable.ts";
import { keep } from "./results.ts";

// Each GPU program against its float64 twin and against a copy: npm run bench:gpu -- --in node,chromium --only kde --quick
// Instead, how far sums, densities and scores in float32 are from float64: npm run bench:gpu -- --in node --errors

const PLACES = { node: inNode, chromium: inChromium };
const NAMES = Object.keys(PLACES) as (keyof typeof PLACES)[];
const { values: flags } = parseArgs({
  options: {
    in: { type: "string", default: NAMES.join() },
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
    errors: { type: "boolean", default: false },
  },
});
const places = flags.in.split(",").map((place) => {
  const name = NAMES.find((name) => name === place);
  if (!name) throw new Error(`--in ${place}: the places are ${NAMES.join(" and ")}`);
  return name;
});
const { quick, errors } = flags;
const asked = { only: flags.only.split(",").filter(Boolean), quick, errors };
const date = new Date().toISOString().slice(0, 10);

/** What is beyond its tolerance. */
const wrong: string[] = [];
for (const place of places) {
  console.log(`\nIn ${place}`);
  try {
    const { answer, where } = await PLACES[place](asked, (line) => console.log(line));
    if (answer.kind === "kernels") {
      const table = { ...answer.table, where, date };
      const markdown = toMarkdown(table);
      console.log(`\n${markdown}`);
      await keep(`gpu-${place}`, table, `# GPU kernels\n\n${markdown}`);
      const off = table.rows.filter((row) => !isRight(row));
      wrong.push(...off.map((row) => `${row.kernel}, ${row.size} (${place})`));
    } else {
      const { device, rows } = answer.study;
      const markdown = `${device}; ${where}; ${date}.\n\n${errorsToMarkdown(rows)}`;
      console.log(`\n${markdown}`);
      await keep(`gpu-errors-${place}`, { ...answer.study, where, date }, `# Errors\n\n${markdown}`);
      const worst = worstOfOurs(rows);
      if (worst && !(worst.error <= ALLOWED)) {
        wrong.push(
          `${worst.row.quantity} of ${worst.row.n} values, ${worst.row.bag}: ${worst.error} (${place})`,
        );
      }
    }
  } catch (error) {
    console.error((error as Error).message);
    wrong.push(`${place} gave no answer`);
  }
}
if (wrong.length > 0) console.error(`\nWrong: ${wrong.join("; ")}`);
process.exit(wrong.length > 0 ? 1 : 0);
