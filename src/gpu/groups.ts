/**
 * A dispatch of `n` workgroups, at most `maxGroups` long and as high as it must be; `groupIndex` in groups.wgsl counts them. The
 * height needs no bound: 65,535 squared is more than any buffer's values.
 */
export function foldGroups(n: number, maxGroups: number): [x: number, y: number] {
  return n > maxGroups ? [maxGroups, Math.ceil(n / maxGroups)] : [n, 1];
}
