import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kde, kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { maxRelativeError } from "../../test/support/close.ts";
import { spreadOf } from "./measure.ts";
import type { Row } from "./table.ts";
import { heavyTailed } from "./values.ts";

const N_VALUES = 122_880; // 160 sentences of 768 dimensions
const N_POINTS = 1000;
const BANDWIDTH_SCALE = 4;
const TARGET = 8;
/** How many times as fast as the exact sum. */
const SPEED_TARGET = 300;
const PYTHON = process.env.TAILSCOPE_PYTHON ?? "python3";
const ROUNDS = 5;
/** Fast runs for each exact one, which takes seconds. */
const FAST_RUNS = 15;

interface Exact {
  name: string;
  /** Milliseconds of one evaluation. */
  run(): Promise<number>;
  density(): Promise<Float64Array>;
  close(): Promise<void>;
}

/** Our density against the study's: SciPy's where Python has it, else the same exact sum in float64. */
export async function kdeRow(): Promise<Row> {
  const values = heavyTailed(N_VALUES, 1);
  const m = moments(values);
  const grid = linspaceF32(m.min, m.max, N_POINTS);
  const h = bandwidth(m.count, m.sampleStd, BANDWIDTH_SCALE);
  const withScipy = spawnSync(PYTHON, ["-c", "import scipy"]).status === 0;
  const exact = withScipy ? await scipy(values) : port(values, grid, h);
  const ours: number[] = [];
  const baseline: number[] = [];
  let fast = kde(values, grid, h);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < FAST_RUNS; i++) {
      const start = performance.now();
      fast = kde(values, grid, h);
      if (round > 0 || i >= 5) ours.push(performance.now() - start);
    }
    baseline.push(await exact.run());
  }
  const { error } = maxRelativeError(fast, await exact.density(), (density) => density > 1e-9);
  await exact.close();
  const [measured, sum] = [spreadOf(ours), spreadOf(baseline)];
  const speed = sum.median / measured.median;
  return {
    what: `KDE of ${N_VALUES.toLocaleString("en")} values on ${N_POINTS} points`,
    measured,
    baseline: { name: exact.name, ...sum },
    ratio: measured.median / sum.median,
    target: `≤ ${TARGET} ms, ${SPEED_TARGET} × as fast`,
    met: measured.median <= TARGET && speed >= SPEED_TARGET,
    note: `${Math.round(speed)} × as fast; greatest relative difference ${error.toExponential(1)} where the density exceeds 1e-9`,
  };
}

async function scipy(values: Float32Array): Promise<Exact> {
  const folder = await mkdtemp(join(tmpdir(), "tailscope-bench-"));
  const [input, output] = [join(folder, "values.f32"), join(folder, "density.f64")];
  await writeFile(input, new Uint8Array(values.buffer));
  const script = join(import.meta.dirname, "kde.py");
  const python = spawn(PYTHON, [script, input, String(BANDWIDTH_SCALE), String(N_POINTS), output], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  return {
    name: "SciPy's gaussian_kde, exact",
    async run() {
      python.stdin.write("\n");
      const { value, done } = await lines.next();
      if (done) throw new Error("SciPy stopped");
      return 1000 * Number(value);
    },
    density: async () => new Float64Array(Uint8Array.from(await readFile(output)).buffer),
    async close() {
      python.stdin.end();
      await rm(folder, { recursive: true });
    },
  };
}

function port(values: Float32Array, grid: Float32Array, h: number): Exact {
  let density = new Float64Array();
  return {
    name: "plain float64 port of the exact sum (no SciPy here)",
    async run() {
      const start = performance.now();
      density = kdeExact(values, grid, h) as Float64Array<ArrayBuffer>;
      return performance.now() - start;
    },
    density: async () => density,
    async close() {},
  };
}
