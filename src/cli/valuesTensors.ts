import { Failure } from "../core/failure.ts";
import { type TensorData, writeSafetensors } from "../core/safetensors.ts";
import type { Split } from "../core/split.ts";
import type { SentenceValues } from "../engine/values.ts";

/** More bytes than these no reader of ours takes in: Node reads files of up to 2 GiB whole. */
const MOST_BYTES = 2 ** 31;

/** `split` with the first `perClass` training sentences of each class, or all where they are equally many. @throws Failure("bad-data") */
export function equalTrain(split: Split, perClass: number | undefined): Split {
  const counts = split.train.classes.map((c) => c.sentences.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (perClass === undefined ? least !== most : perClass > least) {
    throw new Failure(
      "bad-data",
      perClass === undefined
        ? `Classes have ${least} to ${most} training sentences, a tensor [class, sentence, …] needs equally many: give --per-class ${least} for the first ${least} of each.`
        : `--per-class ${perClass}: the smallest class has ${least} training sentences.`,
    );
  }
  const classes = split.train.classes.map((c) => ({
    ...c,
    sentences: c.sentences.slice(0, perClass ?? most),
  }));
  return { ...split, train: { classes } };
}

/** @throws Failure("out-of-memory") where the tensors, held twice while written, go over `budget` bytes */
export function requireRoom(split: Split, valuesASentence: number, budget: number): void {
  const nTrain = split.train.classes.reduce((n, c) => n + c.sentences.length, 0);
  const bytes = 4 * valuesASentence * (nTrain + split.test.length);
  if (bytes <= MOST_BYTES && 2 * bytes <= budget) return;
  throw new Failure(
    "out-of-memory",
    `The activations are ${gb(bytes)}, and ${gb(Math.min(MOST_BYTES, budget / 2))} are the most for one safetensors file here: take fewer --layers, a smaller --per-class, or --out F.parquet, which is written piece by piece.`,
  );
}

/** train [class, sentence, layer, d_model], test [sentence, layer, d_model] and true_class [sentence], as `--from-activations` reads. */
export async function activationTensors(
  split: Split,
  nLayers: number,
  dModel: number,
  sentences: AsyncIterable<SentenceValues>,
): Promise<Uint8Array<ArrayBuffer>> {
  const nClasses = split.train.classes.length;
  const perClass = split.train.classes[0]!.sentences.length;
  const width = nLayers * dModel;
  const train = new Float32Array(nClasses * perClass * width);
  const test = new Float32Array(split.test.length * width);
  const trueClass: bigint[] = [];
  let trained = 0;
  for await (const { part, classIndex, layers } of sentences) {
    const target = part === "train" ? train : test;
    const at = (part === "train" ? trained++ : trueClass.push(BigInt(classIndex)) - 1) * width;
    layers.forEach((bag, i) => {
      target.set(bag, at + i * dModel);
    });
  }
  const tensors: Record<string, TensorData> = {
    train: { shape: [nClasses, perClass, nLayers, dModel], data: train },
    test: { shape: [trueClass.length, nLayers, dModel], data: test },
    true_class: { shape: [trueClass.length], data: BigInt64Array.from(trueClass) },
  };
  return writeSafetensors(tensors);
}

const gb = (bytes: number) =>
  bytes >= 1e8 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e3)} kB`;
