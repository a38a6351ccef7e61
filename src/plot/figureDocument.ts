import { escapeXml, validXml } from "./escapeXml.ts";
import type { FigureExport } from "./figureExport.ts";
import { svgToString } from "./svgToString.ts";
import { wrapText } from "./textWidth.ts";
import { FONT, type Theme } from "./theme.ts";

/** One font file, as it goes into a document. */
export interface EmbeddedFont {
  /** CSS `unicode-range` of what it has. */
  range: string;
  woff2: Uint8Array;
}

export interface DocumentOptions {
  theme: Theme;
  fonts: readonly EmbeddedFont[];
  /** “Tailscope 0.1.0”: the last line of the caption. */
  version: string;
}

/** A whole SVG document and its size, CSS pixels. */
export interface FigureDocument {
  text: string;
  width: number;
  height: number;
}

const PAD = 12;
const SIZE = 11;
const ROW = 16;

/**
 * The drawing over its caption, with its fonts inside: what is saved as SVG and rasterised as PNG. The same view gives the
 * same bytes.
 */
export function figureDocument(
  save: Pick<FigureExport, "name" | "draw" | "caption">,
  options: DocumentOptions,
): FigureDocument {
  const drawn = save.draw();
  const markup = sameIds(typeof drawn === "string" ? drawn : svgToString(drawn)).trim();
  const drawing = rootOf(markup);
  const { width } = drawing;
  const said = [...save.caption(), options.version];
  const lines = said.flatMap((line) => wrapText(line, SIZE, width - 2 * PAD));
  const height = drawing.height + lines.length * ROW + 2 * PAD;
  const { theme } = options;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT)}" font-size="${SIZE}" fill="${theme.text}" style="font-variant-numeric:tabular-nums">`,
    `<title>${escapeXml(save.name)}</title>`,
    `<desc>${escapeXml(said.join("\n"))}</desc>`,
    `<style>${options.fonts.map(fontFace).join("")}</style>`,
    `<rect width="${width}" height="${height}" fill="${theme.background}"/>`,
    drawing.nested,
    `<g class="caption" fill="${theme.muted}">`,
    ...lines.map((line, i) => {
      const y = drawing.height + PAD + (i + 0.5) * ROW;
      return `<text x="${PAD}" y="${y}" dy="${0.35 * SIZE}">${escapeXml(line)}</text>`;
    }),
    "</g>",
    "</svg>\n",
  ];
  return { text: validXml(parts.join("\n")), width, height };
}

/** The same document to be drawn at another size: an image of it is then as sharp as its pixels. */
export function documentAt({ text }: FigureDocument, pixels: { width: number; height: number }): string {
  return text.replace(/width="[^"]*" height="[^"]*"/, `width="${pixels.width}" height="${pixels.height}"`);
}

/** A drawing's root as an element inside another: it keeps its own measures and loses its manners of a page. */
function rootOf(markup: string): { nested: string; width: number; height: number } {
  const [tag, attributes] = /^<svg\b([^>]*)>/.exec(markup) ?? [];
  const box = /\bviewBox="([^"]+)"/
    .exec(attributes ?? "")?.[1]
    ?.split(/[\s,]+/)
    .map(Number);
  if (tag === undefined || attributes === undefined || box?.length !== 4) {
    throw new Error(`no drawing: ${markup.slice(0, 40)}`);
  }
  const [, , width, height] = box as [number, number, number, number];
  const kept = attributes.replaceAll(/\s(?:xmlns|style|width|height|tabindex)="[^"]*"/g, "");
  return {
    nested: `<svg width="${width}" height="${height}"${kept}>${markup.slice(tag.length)}`,
    width,
    height,
  };
}

/** Ids are counted through a page's life (`uid`); a document counts its own. */
function sameIds(markup: string): string {
  const names = new Map<string, string>();
  return markup.replaceAll(/\bplot-([a-zA-Z-]+)-\d+\b/g, (id, name: string) => {
    const known = names.get(id) ?? `${name}-${names.size + 1}`;
    names.set(id, known);
    return known;
  });
}

function fontFace({ range, woff2 }: EmbeddedFont): string {
  return `@font-face{font-family:"IBM Plex Sans";font-weight:100 700;unicode-range:${range};src:url(data:font/woff2;base64,${base64(woff2)}) format("woff2")}`;
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}
