/** Each layer's answer, asked for once; one that failed is asked for anew. */
export function remembered<T>(ask: (layer: number) => Promise<T>): (layer: number) => Promise<T> {
  const kept = new Map<number, Promise<T>>();
  return (layer) => {
    const known = kept.get(layer);
    if (known) return known;
    const answer = ask(layer);
    kept.set(layer, answer);
    answer.catch(() => kept.delete(layer));
    return answer;
  };
}
