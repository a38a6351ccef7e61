import { documentPng } from "../../plot/documentPng.ts";
import { download } from "../../plot/download.ts";
import { type FigureDocument, figureDocument } from "../../plot/figureDocument.ts";
import type { FigureExport } from "../../plot/figureExport.ts";
import { figureCsv, figureJson, fileName } from "../../plot/figureFiles.ts";
import type { PngScale } from "../../plot/pngSize.ts";
import type { Theme } from "../../plot/theme.ts";
import { documentFonts } from "./documentFonts.ts";
import { MADE_WITH } from "./version.ts";

export type FigureFormat = "PNG" | "SVG" | "CSV" | "JSON";

export interface Look {
  theme: Theme;
  scale: PngScale;
}

/** A figure as a file. PNG and SVG are one document. */
export async function figureBlob(save: FigureExport, format: FigureFormat, look: Look): Promise<Blob> {
  switch (format) {
    case "PNG":
      return documentPng(await documentOf(save, look), look.scale);
    case "SVG":
      return new Blob([await figureText(save, format, look)], { type: "image/svg+xml" });
    case "CSV":
      return new Blob([await figureText(save, format, look)], { type: "text/csv" });
    case "JSON":
      return new Blob([await figureText(save, format, look)], { type: "application/json" });
  }
}

/** The same as a text, but for a picture. */
export async function figureText(
  save: FigureExport,
  format: Exclude<FigureFormat, "PNG">,
  look: Look,
): Promise<string> {
  if (format === "CSV") return figureCsv(save);
  if (format === "JSON") return figureJson(save, MADE_WITH);
  return (await documentOf(save, look)).text;
}

export async function saveFigure(save: FigureExport, format: FigureFormat, look: Look): Promise<void> {
  download(await figureBlob(save, format, look), fileName(save.file, format.toLowerCase()));
}

/** Drawn at once, of what is on show now; the fonts may take a moment. */
async function documentOf(save: FigureExport, { theme }: Look): Promise<FigureDocument> {
  const drawn = save.draw();
  const caption = save.caption();
  const fonts = await documentFonts();
  return figureDocument(
    { name: save.name, draw: () => drawn, caption: () => caption },
    { theme, fonts, version: MADE_WITH },
  );
}
