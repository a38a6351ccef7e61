import { drawConfusion } from "./confusionFigure.ts";
import { type ConfusionLevel, confusionLayout } from "./confusionLayout.ts";
import { paintConfusion } from "./paintConfusion.ts";
import { canvasSurface, type Surface, svgSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export interface ConfusionExportOptions {
  theme: Theme;
  title: string;
  subtitle?: string;
  scale?: number;
}

/** The whole matrix with every label, as a PNG. */
export async function confusionPng(level: ConfusionLevel, options: ConfusionExportOptions): Promise<Blob> {
  const layout = confusionLayout(level, options);
  const { canvas, ctx } = sheet(layout.width, layout.height, options.scale ?? 2);
  drawConfusion(ctx, level, layout, options.theme);
  return canvas.convertToBlob({ type: "image/png" });
}

/** The same drawing as an SVG document. */
export function confusionSvg(level: ConfusionLevel, options: Omit<ConfusionExportOptions, "scale">): string {
  const layout = confusionLayout(level, options);
  const surface = svgSurface(layout.width, layout.height);
  paintConfusion(surface, level, layout, options.theme);
  return surface.document();
}

/** A figure as a standalone SVG document, without what only hovering shows. */
export function svgToString(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  for (const element of copy.querySelectorAll("[data-transient]")) element.remove();
  for (const element of copy.querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** A figure as a PNG. The page's policy must allow `img-src blob:`. */
export async function svgToPng(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const url = URL.createObjectURL(new Blob([svgToString(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const { canvas, ctx } = sheet(width, height, scale);
    ctx.drawImage(image, 0, 0, width, height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Saves a file from the page. */
export function download(blob: Blob, filename: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = filename;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What is painted on a surface, as a PNG. CSS pixels. */
export async function surfacePng(
  width: number,
  height: number,
  paint: (surface: Surface) => void,
  scale = 2,
): Promise<Blob> {
  const { canvas, ctx } = sheet(width, height, scale);
  paint(canvasSurface(ctx));
  return canvas.convertToBlob({ type: "image/png" });
}

function sheet(width: number, height: number, scale: number) {
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no 2d context");
  ctx.scale(scale, scale);
  return { canvas, ctx };
}

/** Counts with a header row of predicted and a first column of true classes. RFC 4180. */
export function confusionCsv(level: ConfusionLevel): string {
  const rows = [
    ["true \\ predicted", ...level.labels],
    ...level.confusion.map((row, i) => [level.labels[i]!, ...row.map(String)]),
  ];
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
