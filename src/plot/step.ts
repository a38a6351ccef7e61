/** Where a key takes the cursor among `n` marks; undefined for other keys. */
export function step(key: string, current: number | undefined, n: number): number | undefined {
  if (n === 0) return undefined;
  const from = current ?? -1;
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(n - 1, from + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, from - 1);
  if (key === "Home") return 0;
  if (key === "End") return n - 1;
  return undefined;
}
