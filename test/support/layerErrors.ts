import type { ModelSource } from "../../src/model/modelSource.ts";

type Tensors = Record<string, { shape: number[]; data: Float32Array | Float64Array }>;

/** Greatest |difference| of each sequence × layer, as a share of the layer's largest |value|; resid_pre first, where it is to be had. */
export async function layerErrors<R>(
  sessions: Pick<ModelSource<R>, "residPre" | "run">,
  reference: Tensors,
  toArray: (residPost: R, length: number) => Promise<Float32Array>,
): Promise<number[]> {
  const errors: number[] = [];
  for (let i = 0; `token_ids_${i}` in reference; i++) {
    const ids = [...reference[`token_ids_${i}`]!.data];
    const pre = sessions.residPre?.([ids]);
    if (pre) errors.push(worst(pre, reference[`resid_pre_${i}`]!.data));
    const expected = reference[`resid_post_${i}`]!;
    const size = expected.shape[1]! * expected.shape[2]!;
    let layers = 0;
    for await (const { layer, residPost } of sessions.run([ids])) {
      const actual = (await toArray(residPost, size)).subarray(0, size);
      errors.push(worst(actual, expected.data.subarray(layer * size, (layer + 1) * size)));
      layers++;
    }
    if (layers !== expected.shape[0]) throw new Error(`${layers} layers, not ${expected.shape[0]}`);
  }
  return errors;
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values, not ${expected.length}`);
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const d = Math.abs(actual[i]! - expected[i]!);
    if (Number.isNaN(d)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, d);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}
