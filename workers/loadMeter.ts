import type { Progress } from "../src/core/api.ts";
import { progressMeter } from "../src/engine/progress.ts";
import { formatBytes } from "../src/model/bytes.ts";

/** What is being opened, and how much of it has to be fetched; undefined where that is not known. */
interface Loading {
  title: string;
  downloadBytes?: number | undefined;
}

/** Progress of a download, then (or where nothing is fetched) of the layers that are opened. */
export function loadMeter({ title, downloadBytes }: Loading, onProgress: (progress: Progress) => void) {
  let label = "";
  const meter = progressMeter("", (progress) => onProgress({ ...progress, label }));
  let bytes = 0;
  return {
    onBytes(n: number) {
      bytes += n;
      if (!downloadBytes) return;
      label = `Downloading ${title}: ${formatBytes(bytes)} of ${formatBytes(downloadBytes)}`;
      meter(Math.min(bytes, downloadBytes * 0.999), downloadBytes); // the end is the last layer's to say
    },
    onLayer(layer: number, nLayers: number) {
      if (downloadBytes && layer < nLayers - 1) return;
      label = `Opening layer ${layer + 1} of ${nLayers} of ${title}`;
      meter(layer + 1, nLayers);
    },
  };
}
