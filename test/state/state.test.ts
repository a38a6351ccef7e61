import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi, Guess, ViewMode } from "../../src/core/api.ts";
import { Failure } from "../../src/core/failure.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

// The order of calls is what is tested, so the engine's answers are held back by hand; the real one runs in test/e2e.
let actions: typeof import("../../src/state/actions.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let evaluation: typeof import("../../src/state/evaluation.ts");
const log: string[] = [];
let release: (() => void)[] = [];
/** Lets every promise that can go on go on. */
const settle = () => new Promise((r) => setTimeout(r, 5));
/** The engine answers the oldest call that is under way. */
const answer = () => {
  release.shift()!();
  return settle();
};

function fake(over: Partial<EngineApi> = {}): EngineApi {
  const hold = () => new Promise<void>((r) => release.push(r));
  return fakeEngine({
    models: async () => [shipped("a"), shipped("b")],
    async open(id, choice) {
      log.push(`open ${id} ${choice}`);
      return openedModel(id, id === "a" ? 4 : 2);
    },
    async guess({ text, layer, mode }) {
      log.push(`guess ${text} ${layer} ${mode}`);
      await hold();
      if (text === "bad") throw new Failure("bad-data", "Bad.");
      return { text, tokenIds: [0, 1], picture: { layer } } as unknown as Guess;
    },
    async look({ layer, mode }) {
      log.push(`look ${layer} ${mode}`);
      return { picture: { layer }, modes: {} } as never;
    },
    async evaluate() {
      log.push("evaluate");
      await hold();
      throw new Failure("aborted", "x");
    },
    async cancelEvaluate() {
      log.push("cancel");
      for (const r of release.splice(0)) r();
    },
    ...over,
  });
}
beforeEach(async () => {
  vi.resetModules();
  log.length = 0;
  release = [];
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  evaluation = await import("../../src/state/evaluation.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(fake());
  store.setState({ text: "one" });
  await actions.start();
  await settle();
});

it("keeps one guess under way and sends only the newest text after it", async () => {
  expect(log).toEqual(["open a auto", "guess one 3 full"]);
  for (const text of ["one t", "one tw", "one two"]) actions.setText(text);
  await settle();
  expect(log).toHaveLength(2);
  await answer();
  expect(log.slice(2)).toEqual(["guess one two 3 full"]);
  await answer();
  expect(store.getState().guess?.text).toBe("one two");
  expect(store.getState().reading).toBe(false);
});
it("looks when layer or mode change, not when a guess is under way with them", async () => {
  actions.setLayer(1);
  actions.setMode("tails" as ViewMode);
  await settle();
  expect(log).toHaveLength(2);
  await answer();
  expect(log.slice(2)).toEqual(["look 1 tails"]);
  expect(store.getState().picture?.mode).toBe("tails");
  actions.setLayer(2);
  actions.setLayer(0);
  await settle();
  expect(log.at(-1)).toBe("look 0 tails");
});
it("blank text clears and asks nothing; the same text afterwards is read again", async () => {
  await answer();
  actions.setText("  ");
  await settle();
  expect(store.getState().guess).toBeUndefined();
  expect(log).toHaveLength(2);
  actions.setText("one");
  await settle();
  expect(log).toHaveLength(3);
});
it("text cleared while it is read stays cleared", async () => {
  actions.setText("");
  await answer();
  expect(store.getState().guess).toBeUndefined();
  expect(store.getState().trouble).toBeUndefined();
});
it("a refusal is shown, the text kept, retry asks again, other text goes on", async () => {
  await answer();
  actions.setText("bad");
  await settle();
  await answer();
  expect(store.getState().trouble).toEqual({ message: "Bad.", retry: "guess" });
  expect(store.getState().text).toBe("bad");
  actions.retry();
  await settle();
  expect(log.filter((l) => l.startsWith("guess bad"))).toHaveLength(2);
  await answer();
  actions.setText("good");
  await settle();
  await answer();
  expect(store.getState().trouble).toBeUndefined();
  expect(store.getState().guess?.text).toBe("good");
});
it("another model waits for what is under way, clamps the layer, cancels an evaluation", async () => {
  await answer();
  void evaluation.evaluate();
  await settle();
  expect(store.getState().evaluating).toBeDefined();
  actions.setModel("b");
  await settle();
  expect(log.slice(2)).toEqual(["evaluate", "cancel", "open b auto", "guess one 1 full"]);
  expect(store.getState().evaluating).toBeUndefined();
  expect(store.getState().trouble).toBeUndefined();
});
