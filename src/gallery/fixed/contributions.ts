import type { Contributions } from "../../plot/contributionMap.ts";
import { N_LAYERS } from "./picture.ts";

const SUBJECTS = ["about music", "about poetry", "about trains"];
const TONES = ["kind", "angry", "concise", "flowery", "helpful", "childish", "formal", "upper case"];

/** Three subjects by eight tones. */
export const CLASSES = SUBJECTS.flatMap((subject) => TONES.map((tone) => [subject, `in ${tone}`]));

/** Later layers say more, and each class has layers of its own that speak for it. Nats. */
const byLayer = Float32Array.from({ length: CLASSES.length * N_LAYERS }, (_, i) => {
  const [classIndex, layer] = [Math.floor(i / N_LAYERS), i % N_LAYERS];
  return -500 - classIndex * (layer + 1) * 0.1 + 9 * Math.sin(2 * classIndex + layer);
});

const totals = CLASSES.map((_, classIndex) =>
  byLayer.subarray(classIndex * N_LAYERS, (classIndex + 1) * N_LAYERS).reduce((sum, nats) => sum + nats, 0),
);
const order = CLASSES.map((_, i) => i).sort((a, b) => totals[b]! - totals[a]!);

export const fixedContributions: Contributions = {
  ...{ classes: CLASSES, byLayer, nLayers: N_LAYERS, order },
  best: order[0]!,
};
