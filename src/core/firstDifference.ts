/** Where two plain values first differ, keys in `a`'s order. */
export interface Difference {
  /** `options.bandwidthScale`; empty where the values themselves differ. */
  path: string;
  /** As JSON; "missing" where there is none. */
  a: string;
  b: string;
}

/** The first difference of two plain values; undefined where they are the same. */
export function firstDifference(a: unknown, b: unknown, path = ""): Difference | undefined {
  if (a === b) return undefined;
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = firstDifference(a[key], b[key], path === "" ? key : `${path}.${key}`);
      if (found) return found;
    }
    return undefined;
  }
  return { path, a: JSON.stringify(a) ?? "missing", b: JSON.stringify(b) ?? "missing" };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
