/** At most `n` places of a list, as many of each class as there can be: [place], ascending. `ofClass`: [place] its class. */
export function spreadOverClasses(ofClass: readonly number[], n: number): number[] {
  const places = new Map<number, number[]>();
  ofClass.forEach((c, place) => {
    places.set(c, [...(places.get(c) ?? []), place]);
  });
  const chosen: number[] = [];
  for (let round = 0; chosen.length < n; round++) {
    const next = [...places.values()].flatMap((of) => of[round] ?? []);
    if (next.length === 0) break;
    const room = Math.min(n - chosen.length, next.length);
    for (let i = 0; i < room; i++) chosen.push(next[Math.floor((i * next.length) / room)]!); // evenly, where not all fit
  }
  return chosen.sort((a, b) => a - b);
}
