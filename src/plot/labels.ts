import { fitText, textWidth } from "./textWidth.ts";

/** "music · kind" of ["about music", "in a kind tone"]. Works on one category as well: shortLabel(["about music"]). */
export function shortLabel(path: readonly string[]): string {
  return path.map(shortCategory).join(SEPARATOR);
}

/** Between the categories of a path. */
export const SEPARATOR = " · ";

function shortCategory(category: string): string {
  const short = category
    .trim()
    .replace(/^about (the )?/i, "")
    .replace(/^in (an |a |all )?/i, "")
    .replace(/ (tone|style)$/i, "");
  return short === "" ? category : short;
}

/** A label cut to a width, both of its categories, so that “american f… · upp…” still tells one from another. */
export function fitLabel(label: string, size: number, width: number): string {
  const parts = label.split(SEPARATOR);
  if (parts.length !== 2 || textWidth(label, size) <= width) return fitText(label, size, width);
  const room = width - textWidth(SEPARATOR, size);
  const [first, second] = parts.map((part) => textWidth(part, size)) as [number, number];
  const half = room / 2;
  const forFirst = second < half ? room - second : first < half ? first : half;
  return `${fitText(parts[0]!, size, forFirst)}${SEPARATOR}${fitText(parts[1]!, size, room - Math.min(first, forFirst))}`;
}
