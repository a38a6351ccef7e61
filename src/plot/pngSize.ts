import { Failure } from "../core/failure.ts";

/** What browsers draw at most, pixels on a side. */
export const GREATEST_SIDE = 16_384;

export type PngScale = 1 | 2 | 3 | 4;

export const PNG_SCALES: readonly PngScale[] = [1, 2, 3, 4];

export interface PixelSize {
  width: number;
  height: number;
}

/** Pixels of a drawing, `width` by `height` CSS pixels, at a scale. @throws Failure("usage") past what browsers draw */
export function pngSize(width: number, height: number, scale: number): PixelSize {
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const side = Math.max(width, height);
  if (Math.max(size.width, size.height) <= GREATEST_SIDE) return size;
  const smaller = PNG_SCALES.findLast((one) => one < scale && side * one <= GREATEST_SIDE);
  const [asked, most] = [`${grouped(size.width)} × ${grouped(size.height)} pixels`, grouped(GREATEST_SIDE)];
  const instead = smaller === undefined ? "Save it as SVG." : `Choose ${smaller}×, or save it as SVG.`;
  throw new Failure(
    "usage",
    `At ${scale}× this figure would be ${asked}, and browsers draw at most ${most} on a side. ${instead}`,
  );
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
