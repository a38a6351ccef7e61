import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineApi, Guess, LayerSketch, Leaders } from "../../src/core/api.ts";
import { calmly } from "../../src/state/calmly.ts";
import { leadersNow, leadOf } from "../../src/state/leaders.ts";
import { textsOf } from "../../src/ui/texts/textsOf.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

const leaders = (nRead: number, ...sums: number[]): Leaders => ({
  mode: "full",
  nRead,
  best: sums.map((logLikelihood, classIndex) => ({ classIndex, logLikelihood })),
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("calmly: the newest, once an interval, and nothing of what ends within the first", () => {
  const told: number[] = [];
  const calm = calmly<number>((newest) => told.push(newest));
  for (const n of [1, 2, 3]) calm.take(n);
  vi.advanceTimersByTime(399);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([3]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([3]);
  calm.take(4);
  vi.advanceTimersByTime(399);
  calm.take(5);
  calm.end();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([3]);
});

it("the lead is the gap to the next class, in nats; a sum that is none leads nothing", () => {
  expect(leadOf(leaders(1, -10, -22))).toEqual({ classIndex: 0, gap: 12 });
  expect(leadOf(leaders(1, -10))).toEqual({ classIndex: 0, gap: undefined });
  expect(leadOf(leaders(1, -10, Number.NaN))).toEqual({ classIndex: 0, gap: undefined });
  expect(leadOf(leaders(1, Number.NaN, Number.NaN))).toBeUndefined();
  expect(leadOf(leaders(0))).toBeUndefined();
});

it("is said in every language, with its count of layers and without a gap where there is none", () => {
  for (const language of ["en", "es", "ja"] as const) {
    const { soFar } = textsOf(language).explore.guess;
    const words = soFar(5, 36, "sports · upper case", "12.3");
    for (const part of ["5", "36", "sports · upper case", "12.3"]) expect(words).toContain(part);
    expect(soFar(5, 36, "x", undefined)).not.toContain("undefined");
  }
  expect(textsOf("en").explore.guess.soFar(5, 36, "a · b", "12.3")).toBe(
    "So far (5 of 36 layers): a · b, ahead by 12.3 nats",
  );
});

describe("while a guess is under way", () => {
  let store: typeof import("../../src/state/store.ts")["store"];
  let actions: typeof import("../../src/state/actions.ts");
  let onLayer: (sketch: LayerSketch) => void;
  let answer: (guess: Guess | Promise<never>) => void;
  const layer = (nRead: number, ...sums: number[]) =>
    onLayer({ layer: nRead - 1, leaders: leaders(nRead, ...sums) } as LayerSketch);
  const guess = { tokenIds: [0], picture: { layer: 3 }, modes: {}, totalMs: 9999 } as unknown as Guess;
  const shown = () => leadersNow(store.getState());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  beforeEach(async () => {
    vi.resetModules();
    const { attachEngine } = await import("../../src/state/engine.ts");
    ({ store } = await import("../../src/state/store.ts"));
    actions = await import("../../src/state/actions.ts");
    const engine: EngineApi = fakeEngine({
      models: async () => [shipped("a"), shipped("b")],
      open: async (id) => openedModel(id, 4),
      guess(_, tell) {
        onLayer = tell;
        return new Promise<Guess>((resolve) => {
          answer = resolve;
        });
      },
      look: async () => ({ picture: { layer: 3 }, modes: {} }) as never,
    });
    attachEngine(engine);
    actions.showView({ ...(await import("../../src/state/store.ts")).DEFAULT_VIEW, text: "one" });
    await actions.start();
    await pass(5);
  });

  it("its newest leaders are shown, and go with it", async () => {
    layer(1, -10, -12);
    expect(shown()).toBeUndefined();
    await pass(400);
    expect(shown()).toEqual(leaders(1, -10, -12));
    layer(2, -30, -35);
    layer(3, -50, -51);
    expect(shown()).toEqual(leaders(1, -10, -12));
    await pass(400);
    expect(shown()).toEqual(leaders(3, -50, -51));
    layer(4, -60, -70);
    answer(guess);
    await pass(0);
    expect(store.getState()).toMatchObject({ reading: false, leaders: undefined });
    await pass(1000);
    expect(store.getState().leaders).toBeUndefined();
  });

  it("that soon ends nothing is shown", async () => {
    const seen: unknown[] = [];
    store.subscribe((screen) => seen.push(screen.leaders));
    layer(1, -10, -12);
    await pass(300);
    answer(guess);
    await pass(1000);
    expect(new Set(seen)).toEqual(new Set([undefined]));
  });

  it("they go where something else is wanted meanwhile, and where it fails", async () => {
    layer(1, -10, -12);
    await pass(400);
    actions.setMode("tails");
    expect(shown()).toBeUndefined();
    actions.setMode("full");
    expect(shown()).toBeDefined();
    actions.setText("another");
    expect(shown()).toBeUndefined();
    actions.setText("one");
    expect(shown()).toBeDefined();
    answer(Promise.reject(new Error("gone")));
    await pass(0);
    expect(store.getState().leaders).toBeUndefined();
  });

  it("another text's begin anew", async () => {
    layer(1, -10, -12);
    await pass(400);
    const first = onLayer;
    actions.setText("another");
    answer(guess);
    await pass(5);
    expect(store.getState()).toMatchObject({ reading: true, leaders: undefined });
    first({ layer: 1, leaders: leaders(2, -1, -2) } as LayerSketch);
    await pass(1000);
    expect(shown()).toBeUndefined();
    layer(1, -7, -9);
    await pass(400);
    expect(shown()).toEqual(leaders(1, -7, -9));
  });

  it("they go with the model", async () => {
    layer(1, -10, -12);
    await pass(400);
    actions.setModel("b");
    answer(guess);
    await pass(5);
    expect(shown()).toBeUndefined();
  });
});
