import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi, Guess, LoadedModel, ModelPlan } from "../../src/core/api.ts";
import { Failure } from "../../src/core/failure.ts";
import { fakeEngine, onHub, openedModel, planOf, shipped } from "./fakeEngine.ts";

// One rule above all: nothing is downloaded before the person has seen what it takes and said so.
let actions: typeof import("../../src/state/actions.ts");
let choose: typeof import("../../src/state/choose.ts");
let plan: typeof import("../../src/state/plan.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let engine: EngineApi;
let log: string[];
/** Answers held back, by what was asked. */
let held: Map<string, { resolve: (value: never) => void; reject: (error: Error) => void }>;

const settle = () => new Promise((r) => setTimeout(r, 5));
const hold = <T>(name: string) =>
  new Promise<T>((resolve, reject) => {
    held.set(name, { resolve, reject });
  });
const answer = async (name: string, value: unknown = undefined) => {
  held.get(name)!.resolve(value as never);
  await settle();
};
const stopped = new Failure("aborted", "Stopped.");
const HUB = "owner/name@step8";
const LOADED = { residentLayers: 4, notes: [] } as unknown as LoadedModel;

beforeEach(async () => {
  vi.resetModules();
  log = [];
  held = new Map();
  engine = fakeEngine({
    models: async () => [shipped("a"), onHub("owner/name", false), onHub("owner/cached", true)],
    async plan(id) {
      log.push(`plan ${id}`);
      return planOf(id, 100);
    },
    async open(id) {
      log.push(`open ${id}`);
      return id === "a" ? openedModel(id, 4) : hold(`open ${id}`);
    },
    loaded: () => (store.getState().model === "a" ? Promise.resolve(LOADED) : hold("loaded")),
    async cancelOpen() {
      log.push("cancelOpen");
      for (const [name, { reject }] of held) if (/^(open|loaded|guess)/.test(name)) reject(stopped);
    },
    async guess({ text }) {
      log.push(`guess ${text}`);
      return store.getState().model === "a" ? guessOf(text) : hold(`guess ${text}`);
    },
    async selfCheck() {
      log.push("selfCheck");
      return { verdict: "fine", passed: true } as never;
    },
    async removeCached(repo, commit) {
      log.push(`remove ${repo} ${commit}`);
    },
  });
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  choose = await import("../../src/state/choose.ts");
  plan = await import("../../src/state/plan.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(engine);
  store.setState({ text: "one" });
});

const guessOf = (text: string) => ({ text, tokenIds: [0], picture: { layer: 0 } }) as unknown as Guess;
const opens = () => log.filter((line) => line.startsWith("open "));

/** The page as it stands when a link was followed to it. */
async function follow(hash: string) {
  const { parseHash } = await import("../../src/state/hash.ts");
  const parsed = parseHash(hash);
  if (!("view" in parsed)) throw new Error(parsed.problem);
  actions.showView({ ...parsed.view, text: "one" });
  await actions.start();
  await settle();
}

it.each([HUB, "owner/name"])(
  "a link to a model of the hub shows its plan and downloads nothing: %s",
  async (id) => {
    await follow(`#v1&model=${encodeURIComponent(id)}&tab=explore`);
    expect(log).toContain(`plan ${id}`);
    expect(opens()).toEqual(["open a"]);
    expect(store.getState()).toMatchObject({ tab: "models", considered: id, model: "a", planning: false });
    expect(store.getState().plan?.id).toBe(id);
  },
);
it("a link to a cached one opens it at once, with or without the name of its branch", async () => {
  await follow("#v1&model=owner/cached@main&tab=explore");
  expect(log).toEqual(["open owner/cached@main"]);
  expect(store.getState()).toMatchObject({ tab: "explore", considered: undefined });
});
it("a choice in the list opens what is here and looks at what is not", async () => {
  await actions.start();
  actions.setModel("owner/name");
  await settle();
  expect(opens()).toEqual(["open a"]);
  expect(store.getState()).toMatchObject({ tab: "models", considered: "owner/name", model: "a" });
  actions.setModel("owner/cached");
  await settle();
  expect(opens()).toEqual(["open a", "open owner/cached"]);
});
it("a refusal told before the page's first model opens stays, and goes when the person opens another", async () => {
  store.setState({ trouble: { message: "package.json is no model" } });
  await actions.start();
  await settle();
  expect(opens()).toEqual(["open a"]);
  expect(store.getState().trouble?.message).toBe("package.json is no model");
  actions.setModel("owner/cached");
  await settle();
  expect(store.getState().trouble).toBeUndefined();
});
it("what came from disk in another session is said to be gone", async () => {
  await follow("#v1&model=disk:folder");
  expect(store.getState().notice).toContain("drop the folder again");
  expect(opens()).toEqual(["open a"]);
});
it("the person says so: it opens, its layers follow, it is checked by itself", async () => {
  await follow(`#v1&model=${encodeURIComponent(HUB)}`);
  choose.openConsidered();
  await settle();
  expect(opens()).toEqual(["open a", `open ${HUB}`]);
  expect(store.getState().opening).toBeDefined();
  await answer(`open ${HUB}`, openedModel(HUB, 4, "hub"));
  expect(store.getState().opening).toBeUndefined();
  expect(store.getState().loading).toBeDefined();
  expect(log.at(-1)).toBe("guess one");
  await answer("loaded", { ...LOADED, notes: ["Paged.", "Not cached."] });
  expect(store.getState()).toMatchObject({ loading: undefined, notice: "Paged. Not cached." });
  expect(log).toContain("selfCheck");
  expect(store.getState().check?.verdict).toBe("fine");
});
it("typing while layers still come in does not wait for them", async () => {
  await follow("#v1&model=owner/cached");
  await answer("open owner/cached", openedModel("owner/cached", 4, "hub"));
  actions.setText("one two");
  await settle();
  expect(log.slice(-2)).toEqual(["guess one", "guess one two"]);
  await answer("guess one two", guessOf("one two"));
  await answer("guess one", guessOf("one"));
  expect(store.getState().guess?.text).toBe("one two");
});
it("another model stops the one that is coming in, before or after its first layer", async () => {
  await follow("#v1&model=owner/cached");
  actions.setModel("a");
  await settle();
  expect(log).toEqual(["open owner/cached", "cancelOpen", "open a", "guess one"]);
  actions.setModel("owner/cached");
  await settle();
  await answer("open owner/cached", openedModel("owner/cached", 4, "hub"));
  actions.setModel("a");
  await settle();
  expect(log.at(-2)).toBe("open a");
  expect(store.getState()).toMatchObject({ loading: undefined, trouble: undefined, model: "a" });
});
it("cancel leaves nothing open and asks nothing until the person does", async () => {
  await follow(`#v1&model=${encodeURIComponent(HUB)}`);
  choose.openConsidered();
  await settle();
  await choose.cancelOpening();
  actions.setText("two");
  await settle();
  expect(opens()).toHaveLength(2);
  expect(store.getState()).toMatchObject({ model: undefined, opened: undefined, opening: undefined });
  choose.openConsidered();
  await settle();
  expect(opens().at(-1)).toBe(`open ${HUB}`);
});
it("a layer that does not come is told, and another try opens the model again", async () => {
  await follow("#v1&model=owner/cached");
  await answer("open owner/cached", openedModel("owner/cached", 4, "hub"));
  held.get("loaded")!.reject(new Failure("io", "The hub has gone."));
  held.get("guess one")!.reject(new Failure("io", "The hub has gone."));
  await settle();
  expect(store.getState()).toMatchObject({
    loading: undefined,
    trouble: { message: "The hub has gone.", retry: "open" },
  });
  actions.retry();
  await settle();
  expect(opens()).toHaveLength(2);
});
it("of two plans the newer is shown, whichever comes first", async () => {
  await actions.start();
  engine.plan = (id) => hold<ModelPlan>(`plan ${id}`);
  void plan.consider("owner/name");
  void plan.consider("other/name");
  await answer("plan other/name", planOf("other/name", 1));
  await answer("plan owner/name", planOf("owner/name", 1));
  expect(store.getState()).toMatchObject({ considered: "other/name", planning: false });
  expect(store.getState().plan?.id).toBe("other/name");
});
it("a plan that is refused says why; a revision's keeps the one before on show", async () => {
  await actions.start();
  await plan.consider("owner/name");
  const later = plan.consider("owner/name@step1");
  expect(store.getState()).toMatchObject({ planning: true, plan: { id: "owner/name" } });
  await later;
  engine.plan = async () => {
    throw new Failure("unsupported-model", "It is a Llama.");
  };
  await plan.consider("owner/llama");
  expect(store.getState()).toMatchObject({
    plan: undefined,
    planning: false,
    trouble: { message: "It is a Llama.", retry: "plan" },
  });
});
it("the token goes to the worker and to no storage", async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const sent: string[] = [];
  engine.setHub = async ({ endpoint, token }) => {
    sent.push(`${endpoint} ${token}`);
  };
  const { setHub, startHub } = await import("../../src/state/hub.ts");
  await setHub({ endpoint: "http://localhost:1/", token: "secret", storeF16: true });
  await setHub({ endpoint: "http://localhost:1", token: "secret", storeF16: true });
  expect(sent).toEqual(["http://localhost:1 secret"]);
  expect([...kept.values()].join()).not.toContain("secret");
  store.setState({ hub: { endpoint: "x", token: "", storeF16: false } });
  await startHub();
  expect(store.getState().hub).toEqual({ endpoint: "http://localhost:1", token: "", storeF16: true });
  vi.unstubAllGlobals();
});
it("an atlas handed over counts from the next guess on", async () => {
  await actions.start();
  await settle();
  engine.useAtlas = async (name) => {
    log.push(`atlas ${name}`);
    return openedModel("a", 4);
  };
  const { takeAtlas } = await import("../../src/state/atlas.ts");
  await takeAtlas(new File([], "my.atlas"));
  await settle();
  expect(log).toEqual(["open a", "guess one", "atlas my.atlas", "guess one"]);
});
it("other layers of an .onnx are set, and it is opened anew with them", async () => {
  await actions.start();
  await settle();
  engine.setTaps = async (id, taps) => {
    log.push(`taps ${id} ${taps.map(({ layer, value }) => `${layer}=${value}`)}`);
  };
  const { chooseTaps } = await import("../../src/state/taps.ts");
  await chooseTaps([{ layer: 0, value: "Add_1" }]);
  expect(log.slice(2)).toEqual(["taps a 0=Add_1", "open a", "guess one"]);
});
it("a deleted model is asked about again: what it takes, and what is left", async () => {
  await actions.start();
  await plan.consider("owner/cached");
  const { deleteCached } = await import("../../src/state/cache.ts");
  await deleteCached("owner/cached", "abc");
  expect(log.slice(-2)).toEqual(["remove owner/cached abc", "plan owner/cached"]);
  expect(store.getState().cache).toMatchObject({ models: [] });
});
