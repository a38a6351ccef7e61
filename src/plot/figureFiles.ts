import { toCsv } from "../core/csv.ts";
import type { FigureExport } from "./figureExport.ts";

/** A figure's numbers, unrounded. RFC 4180. */
export function figureCsv(save: Pick<FigureExport, "table">): string {
  return toCsv(save.table());
}

/** Its numbers with what they are of. `rows`: what CSV has below its header; a number that is none is null. */
export function figureJson(save: Pick<FigureExport, "name" | "table" | "caption">, version: string): string {
  const [columns = [], ...rows] = save.table();
  return `${JSON.stringify({ figure: save.name, caption: save.caption(), version, columns, rows }, undefined, 1)}\n`;
}

const LONGEST = 120;

/** A name that any file system takes and that tells whose it is: “tailscope-gpt2-confusion-pair-tails.png”. */
export function fileName(name: string, extension: string): string {
  const safe = name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
    .replaceAll(/-{2,}/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  const whose = /^tailscope\b/i.test(safe) ? safe : `tailscope-${safe === "" ? "figure" : safe}`;
  return `${[...whose]
    .slice(0, LONGEST)
    .join("")
    .replace(/[-.]+$/, "")}.${extension}`;
}
