import { FIELDS } from "./hashFields.ts";
import { parseFirst } from "./hashFirst.ts";
import { DEFAULT_VIEW, type View } from "./store.ts";

const VERSION = "v2";

/** `#v2&text=…&layer=…&model=…`, without what is as it always is. A lone surrogate in a text becomes U+FFFD. */
export function formatHash(view: View): string {
  const parts = FIELDS.flatMap((field) => {
    const value = field.format(view);
    return value === undefined || value === field.format(DEFAULT_VIEW)
      ? []
      : [`${field.key}=${encode(value)}`];
  });
  return `#${[VERSION, ...parts].join("&")}`;
}

/** The view in an address, or what is wrong with the address. An empty one is the default view. */
export function parseHash(hash: string): { view: View } | { problem: string } {
  const body = hash.replace(/^#/, "");
  if (body === "") return { view: DEFAULT_VIEW };
  const [version = "", ...rest] = body.split("&");
  const pairs = [...new URLSearchParams(rest.join("&"))];
  if (version === "v1") return parseFirst(pairs);
  if (version !== VERSION)
    return { problem: `it begins with “${version.slice(0, 20)}”, not with “${VERSION}”` };
  const view: View = { ...DEFAULT_VIEW };
  const seen = new Set<string>();
  for (const [key, value] of pairs) {
    const field = FIELDS.find((one) => one.key === key);
    if (field === undefined) return { problem: `it has a part “${key.slice(0, 20)}” that no view has` };
    if (seen.has(key)) return { problem: `it says “${key}” twice` };
    seen.add(key);
    const change = field.parse(value);
    if (change === undefined) return { problem: `“${key}=${value.slice(0, 20)}” is not ${field.expects}` };
    Object.assign(view, change);
  }
  return { view };
}

/** As forms do it, with the marks left alone that an address may hold. */
function encode(value: string): string {
  return new URLSearchParams({ v: value })
    .toString()
    .slice(2)
    .replaceAll(/%(2C|3A|3B|2F|40)/g, decodeURIComponent);
}
