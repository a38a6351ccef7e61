import { beforeEach, expect, it, vi } from "vitest";
import type { Guess, HalfStatus, LoadedModel, OpenedModel } from "../../src/core/api.ts";
import { fakeEngine, openedModel, planOf, shipped } from "./fakeEngine.ts";

// The switch of half-precision weights: what it opens, and what comes of a check that fails.
let modules: {
  actions: typeof import("../../src/state/actions.ts");
  half: typeof import("../../src/state/half.ts");
  plan: typeof import("../../src/state/plan.ts");
  backendChange: typeof import("../../src/state/backendChange.ts");
  store: typeof import("../../src/state/store.ts")["store"];
};
let log: string[];

const settle = () => new Promise((r) => setTimeout(r, 5));
const opened = (half: HalfStatus["state"], reason?: string): OpenedModel => ({
  ...openedModel("a", 4),
  status: { backend: "webgpu", reason: "", threads: 1 },
  half: { state: half, ...(reason !== undefined && { reason }) },
});

beforeEach(async () => {
  vi.resetModules();
  log = [];
  const engine = fakeEngine({
    models: async () => [shipped("a")],
    async plan(id, half) {
      log.push(`plan ${id}${half ? " in F16" : ""}`);
      return planOf(id, 0);
    },
    async open(id, _backend, _tell, half) {
      log.push(`open ${id}${half ? " in F16" : ""}`);
      return opened(half ? "on" : "off");
    },
    loaded: async () => ({ residentLayers: 4, notes: [] }) as unknown as LoadedModel,
    async guess({ text }) {
      log.push(`guess ${text}`);
      return { text, tokenIds: [0], picture: { layer: 0 } } as unknown as Guess;
    },
    async selfCheck() {
      log.push("check");
      return { passed: true } as never;
    },
  });
  const { attachEngine } = await import("../../src/state/engine.ts");
  modules = {
    actions: await import("../../src/state/actions.ts"),
    half: await import("../../src/state/half.ts"),
    plan: await import("../../src/state/plan.ts"),
    backendChange: await import("../../src/state/backendChange.ts"),
    store: (await import("../../src/state/store.ts")).store,
  };
  attachEngine(engine);
  modules.store.setState({ text: "one" });
});

it("is off: a shipped model is opened in float32 and not checked unasked", async () => {
  await modules.actions.start();
  await settle();
  expect(log).toEqual(["open a", "guess one"]);
});

it("opens the model anew, reads the text again and checks it, back and forth", async () => {
  await modules.actions.start();
  await settle();
  log.length = 0;
  modules.half.setHalfWeights(true);
  await settle();
  expect(log.toSorted()).toEqual(["check", "guess one", "open a in F16"]);
  expect(modules.store.getState().opened?.half.state).toBe("on");
  log.length = 0;
  modules.half.setHalfWeights(false);
  await settle();
  expect(log).toEqual(["open a", "guess one"]);
});

it("is part of a link, and of the plan on show", async () => {
  const { parseHash } = await import("../../src/state/hash.ts");
  const parsed = parseHash("#v2&half=on&model=a");
  if (!("view" in parsed)) throw new Error(parsed.problem);
  modules.actions.showView({ ...parsed.view, text: "one" });
  await modules.actions.start();
  await settle();
  expect(log).toContain("open a in F16");
  await modules.plan.consider("owner/name");
  expect(log.at(-1)).toBe("plan owner/name in F16");
  modules.half.setHalfWeights(false);
  await settle();
  expect(log).toContain("plan owner/name");
});

it("is off again where the check failed, the text read again, and nothing opened by the page", async () => {
  await modules.actions.start();
  modules.half.setHalfWeights(true);
  await settle();
  log.length = 0;
  const now = opened("off", "it differs");
  modules.backendChange.takeBackendChange({ cause: "failed-half", opened: now });
  await settle();
  expect(log).toEqual(["guess one"]);
  expect(modules.store.getState()).toMatchObject({ half: false, opened: now });
  modules.half.setHalfWeights(true);
  await settle();
  expect(log).toContain("open a in F16");
});
