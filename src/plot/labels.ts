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
