interface Shaped {
  readonly shape: readonly number[];
}

/** Where a tensor of a layer lies in the file of the layer's weights. */
export interface Place {
  /** Bytes. */
  offset: number;
  length: number;
  /** A matrix that is kept as F16. */
  half: boolean;
}

/** A layer's tensors one after the other, each at a multiple of 4 bytes: float32, or (with `halfMatrices`) matrices as F16. */
export function placeWeights(
  tensors: readonly Shaped[],
  halfMatrices: boolean,
): { places: Place[]; byteLength: number } {
  let byteLength = 0;
  const places = tensors.map(({ shape }) => {
    const half = halfMatrices && shape.length === 2;
    const length = (half ? 2 : 4) * shape.reduce((a, b) => a * b, 1);
    const offset = byteLength;
    byteLength += Math.ceil(length / 4) * 4;
    return { offset, length, half };
  });
  return { places, byteLength };
}
