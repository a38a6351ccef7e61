import type { View } from "./store.ts";
import { BACKENDS, LANGUAGES, MODES, oneOf, SCALES, SHOWS, SORTS, TABS } from "./viewChoices.ts";

/** One part of an address: how it is written, and how it is read. */
export interface Field {
  key: string;
  /** Undefined: left out. */
  format: (view: View) => string | undefined;
  /** What it changes in the default view; undefined where it can't be read. */
  parse: (value: string) => Partial<View> | undefined;
  /** What it should have been, for people: “a number of a layer”. */
  expects: string;
}

/** More curves than this can't be told apart. */
export const MOST_CLASSES = 8;

/** In the order in which they are written: the model last, because mail programs leave a dot at the end out of a link. */
export const FIELDS: readonly Field[] = [
  { key: "text", format: ({ text }) => text, parse: (text) => ({ text }), expects: "a sentence" },
  {
    key: "pinned",
    format: ({ pinned }) => pinned,
    parse: (pinned) => (pinned.trim() === "" ? undefined : { pinned }),
    expects: "a sentence",
  },
  {
    key: "token",
    format: ({ token }) => token?.toString(),
    parse: (value) => has(wholeNumber(value), (token) => ({ token })),
    expects: "the number of a token",
  },
  {
    key: "layer",
    format: ({ layer }) => layer?.toString(),
    parse: (value) => has(wholeNumber(value), (layer) => ({ layer })),
    expects: "the number of a layer",
  },
  {
    key: "mode",
    format: ({ mode }) => mode,
    parse: (value) => has(oneOf(MODES, value), (mode) => ({ mode })),
    expects: `one of ${MODES.join(", ")}`,
  },
  {
    key: "classes",
    format: ({ pinnedClasses }) => pinnedClasses.join(",") || undefined,
    parse: (value) => has(classIndices(value), (pinnedClasses) => ({ pinnedClasses })),
    expects: `a list of at most ${MOST_CLASSES} classes by number`,
  },
  {
    key: "fixed",
    format: ({ fixed }) => fixed && `${fixed.left},${fixed.right}`,
    parse: (value) => has(rising(value), ([left, right]) => ({ fixed: { left, right } })),
    expects: "two cut-offs, the left one first",
  },
  {
    key: "zoom",
    format: ({ zoom }) => zoom?.join(","),
    parse: (value) => has(rising(value), (zoom) => ({ zoom })),
    expects: "two values, the lesser one first",
  },
  {
    key: "y",
    format: ({ yScale }) => yScale,
    parse: (value) => has(oneOf(SCALES, value), (yScale) => ({ yScale })),
    expects: `one of ${SCALES.join(", ")}`,
  },
  {
    key: "matrix",
    format: ({ matrix: { show, sort, level } }) => `${show},${sort},${level}`,
    parse: (value) => {
      const [show, sort, ...rest] = value.split(",");
      const [shown, sorted, level] = [oneOf(SHOWS, show), oneOf(SORTS, sort), rest.join(",")];
      return shown && sorted && level ? { matrix: { show: shown, sort: sorted, level } } : undefined;
    },
    expects: `a matrix: ${SHOWS.join(", ")}; ${SORTS.join(", ")}; its level`,
  },
  {
    key: "tab",
    format: ({ tab }) => tab,
    parse: (value) => has(oneOf(TABS, value), (tab) => ({ tab })),
    expects: `one of ${TABS.join(", ")}`,
  },
  {
    key: "lang",
    format: ({ language }) => language,
    parse: (value) => has(oneOf(LANGUAGES, value), (language) => ({ language })),
    expects: `one of ${LANGUAGES.join(", ")}`,
  },
  {
    key: "backend",
    format: ({ backend }) => backend,
    parse: (value) => has(oneOf(BACKENDS, value), (backend) => ({ backend })),
    expects: `one of ${BACKENDS.join(", ")}`,
  },
  {
    key: "half",
    format: ({ half }) => (half ? "on" : "off"),
    parse: (value) => has(oneOf(["on", "off"], value), (half) => ({ half: half === "on" })),
    expects: "on or off",
  },
  {
    key: "model",
    format: ({ model }) => model,
    parse: (model) => (model === "" ? undefined : { model }),
    expects: "the name of a model",
  },
];

function has<T>(value: T | undefined, change: (value: T) => Partial<View>): Partial<View> | undefined {
  return value === undefined ? undefined : change(value);
}

function wholeNumber(value: string): number | undefined {
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

function classIndices(value: string): number[] | undefined {
  const indices = value.split(",").map(wholeNumber);
  const distinct = new Set(indices);
  if (distinct.has(undefined) || distinct.size !== indices.length || indices.length > MOST_CLASSES)
    return undefined;
  return indices as number[];
}

/** Two finite numbers, the lesser first. */
function rising(value: string): [number, number] | undefined {
  const numbers = value.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [low = Number.NaN, high = Number.NaN] = numbers;
  return numbers.length === 2 && Number.isFinite(low) && Number.isFinite(high) && low < high
    ? [low, high]
    : undefined;
}
