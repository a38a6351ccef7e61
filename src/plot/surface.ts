import { escapeXml } from "./escapeXml.ts";
import { FONT } from "./theme.ts";

export interface TextStyle {
  size: number;
  fill: string;
  anchor?: "start" | "middle" | "end";
  bold?: boolean;
  /** Turned a quarter to the left, so that it reads upward. */
  upward?: boolean;
}

/** What a drawing needs of its ground, so that canvas and SVG show the same one. `y` of a text is its middle. */
export interface Surface {
  rect(x: number, y: number, width: number, height: number, fill: string): void;
  frame(x: number, y: number, width: number, height: number, stroke: string, lineWidth: number): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
}

export function canvasSurface(ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): Surface {
  return {
    rect(x, y, width, height, fill) {
      ctx.fillStyle = fill;
      ctx.fillRect(x, y, width, height);
    },
    frame(x, y, width, height, stroke, lineWidth) {
      ctx.strokeStyle = stroke;
      ctx.lineWidth = lineWidth;
      ctx.strokeRect(x, y, width, height);
    },
    text(text, x, y, { size, fill, anchor = "start", bold = false, upward = false }) {
      ctx.save();
      ctx.translate(x, y);
      if (upward) ctx.rotate(-Math.PI / 2);
      ctx.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
      ctx.fillStyle = fill;
      ctx.textAlign = anchor === "middle" ? "center" : anchor;
      ctx.fillText(text, 0, 0.35 * size);
      ctx.restore();
    },
  };
}

/** A surface that writes an SVG document; it needs no DOM. */
export function svgSurface(width: number, height: number): Surface & { document(): string } {
  const parts: string[] = [];
  const n = (value: number) => String(Math.round(value * 100) / 100);
  return {
    rect(x, y, w, h, fill) {
      parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"/>`);
    },
    frame(x, y, w, h, stroke, lineWidth) {
      const box = `x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"`;
      parts.push(`<rect ${box} fill="none" stroke="${stroke}" stroke-width="${n(lineWidth)}"/>`);
    },
    text(text, x, y, { size, fill, anchor = "start", bold = false, upward = false }) {
      const turn = upward ? " rotate(-90)" : "";
      const place = `transform="translate(${n(x)},${n(y)})${turn}" dy="${n(0.35 * size)}"`;
      const look = `font-size="${n(size)}" fill="${fill}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ""}`;
      parts.push(`<text ${place} ${look}>${escapeXml(text)}</text>`);
    },
    document: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT)}" style="font-variant-numeric:tabular-nums">${parts.join("\n")}</svg>\n`,
  };
}
