import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi, GuessRequest, LookAt, OpenedModel } from "../../src/core/api.ts";
import { Failure } from "../../src/core/failure.ts";
import { fakeEngine, openedModel, shipped } from "./fakeEngine.ts";

// What changes on the screen leads to the one call it needs: guess, look or pin.
let actions: typeof import("../../src/state/actions.ts");
let looking: typeof import("../../src/state/looking.ts");
let store: typeof import("../../src/state/store.ts")["store"];
let log: string[];
let held: (() => void)[] | undefined;
let totalMs: number;
let stopped: boolean;
const settle = () => new Promise((r) => setTimeout(r, 5));
const hold = () => held && new Promise<void>((r) => held!.push(r));
const N_CLASSES = 3;

function inWords({ layer, mode, classes, fixed }: LookAt): string {
  return `${layer} ${mode}${classes ? ` [${classes}]` : ""}${fixed ? ` <${fixed.left},${fixed.right}>` : ""}`;
}
const said = (request: GuessRequest) =>
  `${request.text}${request.token === undefined ? "" : `#${request.token}`} ${inWords(request)}`;
const opened = (id: string): OpenedModel =>
  ({
    ...openedModel(id, id === "a" ? 4 : 2),
    atlas: { classes: Array.from({ length: N_CLASSES }, (_, i) => [`c${i}`]) },
  }) as OpenedModel;
const guessOf = ({ text, token, layer }: GuessRequest) => ({
  ...{ text, tokenIds: [0, 1, 2], picture: { layer }, modes: { by: "guess" }, totalMs },
  ...(token !== undefined && { token }),
});

const engine: EngineApi = fakeEngine({
  models: async () => [shipped("a"), shipped("b")],
  open: async (id) => {
    log.push(`open ${id}`);
    return opened(id);
  },
  async guess(request, onLayer) {
    log.push(`guess ${said(request)}`);
    await hold();
    onLayer({ layer: 0 } as never);
    return guessOf(request) as never;
  },
  async look(at) {
    log.push(`look ${inWords(at)}`);
    await hold();
    return { picture: { layer: at.layer }, modes: { by: "look" } } as never;
  },
  async pin(request) {
    log.push(request ? `pin ${said(request)}` : "unpin");
    await hold();
    if (request?.text === "bad") throw new Failure("bad-data", "Bad.");
    return request && ({ ...(guessOf(request) as object), sketches: [{ layer: 0 }] } as never);
  },
  async dimensionProfile(n) {
    log.push(`profile ${n}`);
    await hold();
    if (stopped) throw new Failure("aborted", "Stopped.");
    return { nSentences: n } as never;
  },
});

beforeEach(async () => {
  vi.resetModules();
  log = [];
  held = undefined;
  totalMs = 100;
  stopped = false;
  const { attachEngine } = await import("../../src/state/engine.ts");
  actions = await import("../../src/state/actions.ts");
  looking = await import("../../src/state/looking.ts");
  ({ store } = await import("../../src/state/store.ts"));
  attachEngine(engine);
});

/** The page as it stands once what a link asked for is there. */
async function open(change: Partial<import("../../src/state/store.ts").View> = {}) {
  const { DEFAULT_VIEW } = await import("../../src/state/store.ts");
  actions.showView({ ...DEFAULT_VIEW, text: "one", ...change });
  await actions.start();
  await settle();
}
async function callsOf(act: () => void): Promise<string[]> {
  const before = log.length;
  act();
  await settle();
  return log.slice(before);
}

it("a link's token, classes and cut-offs go with the first guess", async () => {
  await open({ token: 1, pinnedClasses: [0, 2], fixed: { left: -5, right: 5 }, layer: 2, mode: "tails" });
  expect(log).toEqual(["open a", "guess one#1 2 tails [0,2] <-5,5>"]);
});
it("each change of the view takes the call that it needs, and no other", async () => {
  await open();
  expect(await callsOf(() => looking.togglePinnedClass(2))).toEqual(["look 3 full [2]"]);
  expect(await callsOf(() => looking.togglePinnedClass(1))).toEqual(["look 3 full [2,1]"]);
  expect(await callsOf(() => looking.togglePinnedClass(2))).toEqual(["look 3 full [1]"]);
  expect(await callsOf(() => looking.setFixed({ left: -50, right: 50 }))).toEqual([
    "look 3 full [1] <-50,50>",
  ]);
  expect(await callsOf(() => actions.setToken(2))).toEqual(["guess one#2 3 full [1] <-50,50>"]);
  expect(await callsOf(() => looking.setFixed(undefined))).toEqual(["look 3 full [1]"]);
  expect(await callsOf(() => actions.setToken(undefined))).toEqual(["guess one 3 full [1]"]);
  expect(await callsOf(() => looking.setYScale("linear"))).toEqual([]);
  expect(await callsOf(() => looking.setZoom([0, 1]))).toEqual([]);
  expect(await callsOf(() => actions.setTab("evaluate"))).toEqual([]);
});
it("rankings come anew with another rule, and stay the same object else", async () => {
  await open();
  const modes = () => store.getState().guess?.modes;
  const before = modes();
  await callsOf(() => actions.setLayer(0));
  expect(modes()).toBe(before);
  await callsOf(() => looking.setFixed({ left: -1, right: 1 }));
  expect(modes()).toEqual({ by: "look" });
});
it("another text has no token chosen, and that is no step of its own", async () => {
  await open({ token: 2 });
  const { adjusted } = store.getState();
  expect(await callsOf(() => actions.setText("two"))).toEqual(["guess two 3 full"]);
  expect(store.getState().token).toBeUndefined();
  expect(store.getState().adjusted).toBe(adjusted + 1);
});
it("of many looks one is under way, and after it the newest", async () => {
  await open();
  held = [];
  const calls = callsOf(() => {
    for (const layer of [2, 1, 0, 1]) actions.setLayer(layer);
  });
  expect(await calls).toEqual(["look 2 full"]);
  const release = held;
  held = undefined;
  for (const go of release) go();
  await settle();
  expect(log.slice(2)).toEqual(["look 2 full", "look 1 full"]);
});
it("pins the text on show and looks again; lets it go, and looks again", async () => {
  await open();
  expect(await callsOf(() => looking.pinSentence())).toEqual(["pin one 3 full", "look 3 full"]);
  expect(store.getState()).toMatchObject({ pinned: "one", pinnedGuess: { text: "one" } });
  expect(store.getState().pinnedSketches).toHaveLength(1);
  expect(await callsOf(() => actions.setText("two"))).toEqual(["guess two 3 full"]);
  expect(await callsOf(() => looking.unpinSentence())).toEqual(["unpin", "look 3 full"]);
  expect(store.getState().pinnedGuess).toBeUndefined();
});
it("dragged cut-offs score the pinned sentence once they are let go", async () => {
  await open();
  await callsOf(() => looking.pinSentence());
  const drag = await callsOf(() => looking.setFixed({ left: -9, right: 9 }, false));
  expect(drag).toEqual(["look 3 full <-9,9>"]);
  const end = await callsOf(() => looking.setFixed({ left: -9, right: 9 }, true));
  expect(end).toEqual(["pin one 3 full <-9,9>", "look 3 full <-9,9>"]);
});
it("a pinned sentence of a link comes with its layers", async () => {
  await open({ pinned: "kept", text: "new" });
  expect(log).toEqual(["open a", "guess new 3 full", "pin kept 3 full", "look 3 full"]);
  expect(store.getState().guess?.text).toBe("new");
  expect(store.getState().pinnedSketches).toHaveLength(1);
});
it("a pinned sentence that is refused is told once, and typing goes on", async () => {
  await open({ pinned: "bad" });
  expect(store.getState().trouble?.message).toBe("Bad.");
  expect(await callsOf(() => actions.setText("two"))).toEqual(["guess two 3 full"]);
});
it("what a link asks for and the model has not is left out, in words", async () => {
  await open({ layer: 9, pinnedClasses: [1, 7], token: 40 });
  await settle();
  expect(store.getState()).toMatchObject({ layer: 3, pinnedClasses: [1], token: undefined });
  expect(log.at(-1)).toBe("guess one 3 full [1]");
  const { notice = "" } = store.getState();
  expect(notice).toContain("40");
  actions.dismissNotice();
  await callsOf(() => actions.setModel("b"));
  expect(store.getState().layer).toBe(1);
  expect(store.getState().notice).toBeUndefined(); // the person chose another model: no link was wrong
});
it("a layer or a class beyond the model is named", async () => {
  await open({ layer: 9, pinnedClasses: [1, 7] });
  expect(store.getState().notice).toContain("no layer 9");
  expect(store.getState().notice).toContain("none numbered 7");
});
it("a quick model reads other sentences by itself, once; a slow one when it is asked to", async () => {
  await open();
  expect(log.join()).not.toContain("profile");
  const { loadProfile } = await import("../../src/state/profile.ts");
  expect(await callsOf(() => void loadProfile())).toEqual(["profile 240"]);
  expect(store.getState().profile?.nSentences).toBe(240);
  totalMs = 10;
  expect(await callsOf(() => actions.setModel("b"))).toEqual(["open b", "guess one 1 full", "profile 240"]);
  expect(await callsOf(() => actions.setText("two"))).toEqual(["guess two 1 full"]);
});
it("a profile that was stopped is not begun again by itself", async () => {
  stopped = true;
  totalMs = 10;
  await open();
  expect(log.at(-1)).toBe("profile 240");
  expect(store.getState()).toMatchObject({ profiling: undefined, trouble: undefined });
  expect(await callsOf(() => actions.setText("two"))).toEqual(["guess two 3 full"]);
});
it("a profile of a model that is gone is not shown", async () => {
  await open();
  const { loadProfile } = await import("../../src/state/profile.ts");
  held = [];
  void loadProfile();
  const release = held;
  held = undefined;
  await callsOf(() => actions.setModel("b"));
  for (const go of release) go();
  await settle();
  expect(store.getState().profile).toBeUndefined();
  expect(store.getState().profiling).toBeUndefined();
});
