/** "3.2 GB", "548 MB", "12 kB": decimal, as hubs and browsers count. */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= 999.5e6 ? ["GB", 1e9] : bytes >= 999.5e3 ? ["MB", 1e6] : ["kB", 1e3];
  const n = bytes / (size as number);
  return `${n < 9.95 ? n.toFixed(1) : Math.round(n)} ${unit}`;
}
