import { Failure } from "../core/failure.ts";
import { documentAt, type FigureDocument } from "./figureDocument.ts";
import { pngSize } from "./pngSize.ts";

/** The very document that is saved as SVG, as a PNG. The page's policy must allow `img-src blob:` and `font-src data:`. */
export async function documentPng(figure: FigureDocument, scale: number): Promise<Blob> {
  const { width, height } = pngSize(figure.width, figure.height, scale);
  const type = "image/svg+xml";
  const url = URL.createObjectURL(new Blob([documentAt(figure, { width, height })], { type }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
    return await canvas.convertToBlob({ type: "image/png" }).catch(() => {
      const size = `${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels`;
      throw new Failure(
        "out-of-memory",
        `This browser has no room for a picture of ${size}: choose a smaller PNG.`,
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
