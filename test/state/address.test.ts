import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isStep } from "../../src/state/steps.ts";
import { DEFAULT_VIEW, type View } from "../../src/state/store.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

// A browser's history as far as the page uses it: entries, of which one is on show.
let entries: string[];
let at: number;
let store: typeof import("../../src/state/store.ts")["store"];
let actions: typeof import("../../src/state/actions.ts");
let looking: typeof import("../../src/state/looking.ts");
const listeners: (() => void)[] = [];
const WRITTEN_MS = 300;

async function follow(hash: string) {
  entries = [hash];
  at = 0;
  const { attachEngine } = await import("../../src/state/engine.ts");
  const { followAddress } = await import("../../src/state/address.ts");
  actions = await import("../../src/state/actions.ts");
  looking = await import("../../src/state/looking.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(
    fakeEngine({
      models: async () => [shipped("a"), shipped("b")],
      open: async (id) => openedModel(id, 4),
      guess: async ({ text, layer }) =>
        ({ text, tokenIds: [0, 1, 2], picture: { layer }, modes: {}, totalMs: 100 }) as never,
      look: async ({ layer }) => ({ picture: { layer }, modes: {} }) as never,
      pin: async () => undefined,
    }),
  );
  followAddress();
  await actions.start();
  await vi.advanceTimersByTimeAsync(WRITTEN_MS);
}
async function after(act: () => void) {
  act();
  await vi.advanceTimersByTimeAsync(WRITTEN_MS);
}
async function go(by: number) {
  at += by;
  for (const told of listeners) told();
  await vi.advanceTimersByTimeAsync(WRITTEN_MS);
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  listeners.length = 0;
  vi.stubGlobal("window", {
    addEventListener: (type: string, listener: () => void) =>
      type === "hashchange" && listeners.push(listener),
  });
  vi.stubGlobal("location", {
    get hash() {
      return entries[at];
    },
  });
  vi.stubGlobal("history", {
    pushState: (_: null, __: string, hash: string) => {
      entries.splice(++at, Infinity, hash);
    },
    replaceState: (_: null, __: string, hash: string) => {
      entries[at] = hash;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("choices are steps; typing, sliding, zooming and dragging are written over", async () => {
  await follow("");
  expect(entries).toHaveLength(1);
  await after(() => actions.setText("typed"));
  await after(() => actions.setLayer(1));
  await after(() => looking.setZoom([-1, 1]));
  await after(() => looking.setFixed({ left: -2, right: 2 }));
  expect(entries).toEqual(["#v2&text=typed&layer=1&fixed=-2,2&zoom=-1,1&model=a"]);
  const choices = [
    () => actions.setMode("tails"),
    () => actions.setToken(1),
    () => looking.togglePinnedClass(0),
    () => looking.pinSentence(),
    () => actions.setMatrix({ sort: "sink" }),
    () => actions.setTab("evaluate"),
    () => actions.setBackend("wasm"),
    () => actions.setModel("b"),
  ];
  for (const [i, choice] of choices.entries()) {
    await after(choice);
    expect(entries, String(choice)).toHaveLength(i + 2);
  }
});
it("back and forward show what was", async () => {
  await follow("#v2&text=one&model=a");
  await after(() => actions.setMode("tails"));
  await after(() => actions.setToken(2));
  await go(-1);
  expect(store.getState()).toMatchObject({ mode: "tails", token: undefined, text: "one" });
  await go(-1);
  expect(store.getState().mode).toBe("full");
  await go(2);
  expect(store.getState()).toMatchObject({ mode: "tails", token: 2 });
  expect(entries).toHaveLength(3);
});
it("a step forward that is under way is not written over", async () => {
  await follow("#v2&text=one&model=a");
  await after(() => actions.setMode("tails"));
  await after(() => actions.setToken(2));
  const steps = [...entries];
  await go(-1);
  at--;
  for (const told of listeners) told(); // and on, before the view that it shows has been written
  await vi.advanceTimersByTimeAsync(WRITTEN_MS / 2);
  at++; // browsers change the address first, and tell a moment later
  await vi.advanceTimersByTimeAsync(WRITTEN_MS);
  for (const told of listeners) told();
  await vi.advanceTimersByTimeAsync(WRITTEN_MS);
  expect(entries).toEqual(steps);
});
it("what was put right by itself is no step: back does not come upon it again", async () => {
  await follow("#v2&text=one&token=77&layer=50&model=a");
  expect(entries).toEqual(["#v2&text=one&layer=3&model=a"]);
  await after(() => actions.setToken(1));
  await after(() => actions.setText("two"));
  expect(entries).toEqual(["#v2&text=one&layer=3&model=a", "#v2&text=two&layer=3&model=a"]);
});
it("an address that can't be read opens the default view and says so", async () => {
  await follow("#v2&mode=half");
  expect(store.getState().notice).toContain("mode=half");
  expect(store.getState().text).toBe(DEFAULT_VIEW.text);
  entries[0] = "#v2&mode=tails&model=a";
  await go(0);
  expect(store.getState()).toMatchObject({ mode: "tails", notice: undefined });
});
it("before a model is known there is no step", () => {
  const view: View = { ...DEFAULT_VIEW, model: "a" };
  expect(isStep(DEFAULT_VIEW, view)).toBe(false);
  expect(isStep(view, { ...view, model: "b" })).toBe(true);
  expect(isStep(view, { ...view, text: "x", layer: 1, yScale: "linear", language: "ja" })).toBe(false);
});
