import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { FitMeasured } from "./fitModel.ts";
import { fitOnNode } from "./fitOnNode.ts";
import { medianRatio, spreadOf } from "./measure.ts";
import { torchPython } from "./models/torch.ts";
import { GPT2_SMALL } from "./randomCheckpoint.ts";
import type { Row } from "./table.ts";
import { shareBeside } from "./timeFit.ts";

const LAYERS = 12;
const N_CLASSES = 1;
/** Two full batches: the longest is then as large when all of them come several times. */
const PER_CLASS = 32;
/** Then 256 a class, where the study has 160. */
const TIMES = 8;
const ROUNDS = 2;
const SHARE_TARGET = 0.1;
const TORCH_TARGET = 0.75;
const MEMORY_TARGET = 1.1;

/** A fit of GPT-2 small's shape on the command line: what is not the forward pass, PyTorch on the same batches, and memory. */
export async function gpt2FitRows(tokenizerFolder: string): Promise<Row[]> {
  const fitOf = (times: number) =>
    fitOnNode({ model: tokenizerFolder, layers: LAYERS, nClasses: N_CLASSES, perClass: PER_CLASS, times });
  const python = torchPython();
  const few: FitMeasured[] = [];
  const torch: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await fitOf(1));
    if (python) torch.push(await torchFit(python, few[0]!.batches));
  }
  const many = await fitOf(TIMES);
  return [shareRow(many), torchRow(few, torch), memoryRow(few, many)];
}

const named = (n: number) => `GPT-2 small's shape, ${n.toLocaleString("en")} sentences on the command line`;
const N = N_CLASSES * PER_CLASS;

function shareRow(fit: FitMeasured): Row {
  const share = shareBeside(fit);
  return {
    what: `Fit, ${named(TIMES * N)}`,
    measured: spreadOf([fit.wall]),
    baseline: { name: "the forward pass in the same fit", ...spreadOf([fit.forward]) },
    ratio: fit.wall / fit.forward,
    target: `everything else ≤ ${100 * SHARE_TARGET} % of the wall`,
    met: share <= SHARE_TARGET,
    note: `everything else is ${(100 * share).toFixed(1)} %`,
  };
}

function torchRow(fits: readonly FitMeasured[], torch: readonly number[]): Row {
  const walls = fits.map(({ wall }) => wall);
  const row = {
    what: `Whole fit against PyTorch's forward passes, ${named(N)}`,
    measured: spreadOf(walls),
    target: `ratio ≤ ${TORCH_TARGET}`,
  };
  if (torch.length === 0) {
    const note = "no Python with torch and transformers: name one in TAILSCOPE_PYTHON";
    return { ...row, note };
  }
  const ratio = medianRatio(walls, torch);
  return {
    ...row,
    baseline: { name: "PyTorch, float32, the same batches", ...spreadOf(torch) },
    ratio,
    met: ratio <= TORCH_TARGET,
  };
}

function memoryRow(few: readonly FitMeasured[], many: FitMeasured): Row {
  const peak = spreadOf(few.map(({ peakBytes }) => peakBytes ?? Number.NaN)).median;
  const ratio = (many.peakBytes ?? Number.NaN) / peak;
  const row = {
    what: `Peak memory with ${TIMES} × the sentences of the same classes`,
    target: `ratio ≤ ${MEMORY_TARGET}`,
  };
  if (Number.isNaN(ratio)) return { ...row, note: "the peak can't be told on this system" };
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const note = `${mb(many.peakBytes!)} against ${mb(peak)}, the open model among them`;
  return { ...row, ratio, met: ratio <= MEMORY_TARGET, note };
}

/** Milliseconds of PyTorch's forward passes over batches of these shapes. */
async function torchFit(python: string, batches: FitMeasured["batches"]): Promise<number> {
  const config = { ...GPT2_SMALL, n_layer: LAYERS, bos_token_id: 0, eos_token_id: 0 };
  const args = [join(import.meta.dirname, "torchFit.py"), JSON.stringify(config)];
  const child = spawn(python, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(batches));
  const ms = Number(await text(child.stdout));
  if (!(ms > 0)) throw new Error("PyTorch stopped");
  return ms;
}
