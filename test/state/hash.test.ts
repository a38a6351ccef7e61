import { expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { formatHash, parseHash } from "../../src/state/hash.ts";
import { FIELDS } from "../../src/state/hashFields.ts";
import { DEFAULT_VIEW, type View } from "../../src/state/store.ts";
import { BACKENDS, LANGUAGES, MODES, SCALES, SHOWS, SORTS, TABS } from "../../src/state/viewChoices.ts";

const WILD = [
  "a&b=c #1",
  "日本 😀\n+%",
  "",
  "v1&x",
  "50%, “so”?",
  "пример/тест:@;",
  "  ",
  "\t=",
  "a".repeat(300),
];

/** A view that could be on some screen, every part of it away from its default now and then. */
function randomView(random: () => number): View {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.4 ? undefined : make());
  const whole = (n: number) => Math.floor(random() * n);
  const value = () => Number(((random() - 0.5) * 10 ** whole(5)).toPrecision(4));
  const rising = () => {
    const low = value();
    return [low, low + 1e-3 + Math.abs(value())] as const;
  };
  const cutoffs = () => {
    const [left, right] = rising();
    return { left, right };
  };
  return {
    tab: pick(TABS),
    model: maybe(() => pick(["mini-gpt2", "owner/name@step8", "disk:my folder", "a&b"])),
    backend: pick(BACKENDS),
    half: pick([true, false]),
    layer: maybe(() => whole(48)),
    mode: pick(MODES),
    text: pick(WILD),
    token: maybe(() => whole(1024)),
    pinned: maybe(() => pick(WILD.filter((text) => text.trim() !== ""))),
    pinnedClasses: [...new Set(Array.from({ length: whole(5) }, () => whole(120)))],
    fixed: maybe(cutoffs),
    yScale: pick(SCALES),
    zoom: maybe(rising),
    matrix: { show: pick(SHOWS), sort: pick(SORTS), level: pick(["pair", "subject", "level 2", "a,b"]) },
    language: pick(LANGUAGES),
  };
}

it("every view survives its link", () => {
  const random = seededRandom(7);
  for (let i = 0; i < 400; i++) {
    const view = randomView(random);
    expect(parseHash(formatHash(view))).toEqual({ view });
  }
});
it("each part of a view has a field, and says nothing where it is as always", () => {
  expect(formatHash(DEFAULT_VIEW)).toBe("#v2");
  const random = seededRandom(3);
  for (const key of Object.keys(DEFAULT_VIEW) as (keyof View)[]) {
    const other = () => randomView(random)[key];
    let value = other();
    while (JSON.stringify(value) === JSON.stringify(DEFAULT_VIEW[key])) value = other();
    const view = { ...DEFAULT_VIEW, [key]: value } as View;
    const hash = formatHash(view);
    expect(hash.split("&")).toHaveLength(2);
    expect(parseHash(hash)).toEqual({ view });
  }
  expect(FIELDS).toHaveLength(Object.keys(DEFAULT_VIEW).length);
});
it("is ASCII that browsers leave as it is, with the model at its end", () => {
  const view = { ...DEFAULT_VIEW, text: "né, 日本?", fixed: { left: -50, right: 50 }, model: "mini-gpt2" };
  expect(formatHash(view)).toBe("#v2&text=n%C3%A9,+%E6%97%A5%E6%9C%AC%3F&fixed=-50,50&model=mini-gpt2");
  expect(formatHash({ ...view, text: "\ud800" })).toContain("%EF%BF%BD");
});
it("links of the first version still open", () => {
  const view = {
    ...DEFAULT_VIEW,
    tab: "evaluate",
    model: "b",
    backend: "wasm",
    layer: 2,
    mode: "tails",
  } as const;
  const first = "#v1&model=b&layer=2&mode=tails&text=a%26b%3Dc+%231&tab=evaluate&backend=wasm";
  expect(parseHash(first)).toEqual({ view: { ...view, text: "a&b=c #1" } });
  expect(parseHash("#v1&text=%E0%A4%A")).toHaveProperty("view");
  expect(parseHash("")).toEqual({ view: DEFAULT_VIEW });
  for (const bad of ["mode=x", "layer=-1", "tab=x", "backend=cuda"]) {
    expect(parseHash(`#v1&${bad}`)).toHaveProperty("problem");
  }
});
it("says what is wrong with an address that can't be read", () => {
  const problem = (hash: string) => (parseHash(hash) as { problem: string }).problem;
  expect(problem("#v9&nonsense")).toContain("v9");
  expect(problem("#rubbish")).toContain("rubbish");
  expect(problem("#v2&layers=3")).toContain("layers");
  expect(problem("#v2&amp;layer=3")).toContain("amp");
  expect(problem("#v2&layer=3&layer=4")).toContain("twice");
  for (const part of [
    "layer=-1",
    "layer=",
    "token=1.5",
    "mode=half",
    "classes=1,1",
    "classes=1,,2",
    "classes=1,2,3,4,5,6,7,8,9",
    "fixed=50,-50",
    "fixed=1",
    "fixed=,2",
    "zoom=1,1",
    "zoom=1,Infinity",
    "zoom=a,b",
    "y=sqrt",
    "matrix=full,category",
    "matrix=full,size,pair",
    "tab=home",
    "lang=fr",
    "backend=cuda",
    "model=",
    "pinned=+",
  ]) {
    expect(problem(`#v2&${part}`), part).toContain(part.split("=")[0]);
  }
});
