import type { Progress } from "../core/api.ts";
import { progressMeter } from "../engine/progress.ts";
import { formatBytes } from "../model/bytes.ts";
import type { Terminal } from "./terminal.ts";

/** What is over within this many milliseconds needs no line. */
const PATIENCE = 1000;

/** Tells of bytes that come in, of `total`, once that takes longer than a second. */
export function downloadMeter(id: string, total: number, terminal: Terminal): (bytes: number) => void {
  let done = 0;
  const patient = afterAWhile(terminal.progress);
  const meter = progressMeter(`Downloading ${id}`, (progress) =>
    patient({ ...progress, label: `${progress.label}, ${formatBytes(done)} of ${formatBytes(total)}` }),
  );
  return (bytes) => {
    done = Math.min(total, done + bytes);
    meter(done, total);
  };
}

/** Tells of layers that are opened, once that takes longer than a second. */
export function layerMeter(terminal: Terminal): (layer: number, nLayers: number) => void {
  const meter = progressMeter("Opening layers", afterAWhile(terminal.progress));
  return (layer, nLayers) => meter(layer + 1, nLayers);
}

function afterAWhile(report: (progress: Progress) => void): (progress: Progress) => void {
  const start = performance.now();
  return (progress) => {
    if (performance.now() - start >= PATIENCE) report(progress);
  };
}
