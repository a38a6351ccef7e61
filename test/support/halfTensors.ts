import { f16ToF32, f32ToF16 } from "../../src/core/floats.ts";
import type { Tensors } from "./tinyTensors.ts";

/** The same tensors, the matrices of blocks rounded to halves and float32 still. */
export function roundedMatrices(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [
      name,
      {
        shape,
        data:
          /h\.\d|layers\.\d/.test(name) && shape.length === 2
            ? f16ToF32(f32ToF16(data as Float32Array))
            : data,
      },
    ]),
  );
}
