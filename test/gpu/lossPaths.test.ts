import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Guess } from "../../src/core/api.ts";
import { failureKind } from "../../src/core/failure.ts";
import { hangingReleases } from "./hangingReleases.ts";
import { keepDevices, type Refusal } from "./lostDevices.ts";
import { same, tinyEngine } from "./tinyEngine.ts";

// What may go wrong beside a loss that a new device makes good: a refusal, a runtime that hangs, a model that can't be had again.

vi.setConfig({ testTimeout: 120_000 });
const kept = keepDevices();
const { engine, changes, ...tiny } = await tinyEngine();
let guess: Guess;

const REFUSALS: Refusal[] = ["validation", "out-of-memory"];

async function openFitted() {
  const opened = await tiny.open();
  await tiny.guessWithNewest();
  return opened;
}

beforeAll(async () => {
  await tiny.open();
  await tiny.fit();
  guess = await tiny.guess();
}, 120_000);

beforeEach(tiny.begin);

afterAll(async () => {
  kept.restore();
  await tiny.removeAtlases();
});

it.each(REFUSALS)("a sentence that meets an error of %s is read on WASM, which says why", async (refusal) => {
  await openFitted();
  kept.refuseAt("layer 0", refusal);
  const onWasm = await tiny.guess();
  expect(onWasm.modes.full.ranking).toEqual(guess.modes.full.ranking);
  expect(tiny.causes()).toEqual(["refused"]);
  const { status } = changes[0]!.opened!;
  expect(status.backend).toBe("wasm");
  expect(status.reason).toMatch(/^WebGPU refused \(The GPU can't do the scores of layer 0, /);
  expect((await tiny.guess()).modes).toEqual(onWasm.modes);
});

it("leaves a runtime behind whose sessions can't be released", async () => {
  await openFitted();
  expect(same(await tiny.guess())).toEqual(same(guess));
  const hanging = await hangingReleases();
  await openFitted(); // its sessions hang
  expect(hanging.created()).toBe(2);
  const before = kept.devices.length;
  kept.lose();
  expect(same(await tiny.guess())).toEqual(same(guess));
  hanging.restore();
  expect(hanging.asked()).toBeGreaterThan(0);
  expect(hanging.created()).toBe(2); // by another instance
  expect(kept.devices.length).toBe(before + 1);
  expect(tiny.causes()).toEqual(["lost"]);
  tiny.wait(3_600_000);
  kept.lose(); // the other instance releases its own
  expect(same(await tiny.guess())).toEqual(same(guess));
  expect(tiny.causes()).toEqual(["lost", "lost"]);
});

it("goes to WASM where the device is lost again while the model is opened anew", async () => {
  await openFitted();
  kept.loseNext(0);
  kept.lose();
  const onWasm = await tiny.guess();
  expect(onWasm.modes.full.ranking).toEqual(guess.modes.full.ranking);
  expect(changes.at(-1)).toMatchObject({ cause: "lost-twice", opened: { status: { backend: "wasm" } } });
});

it.each([true, false])("tells at once that a model can't be opened anew; under way: %s", async (underWay) => {
  await openFitted();
  tiny.takeFilesAway(true);
  kept.lose();
  const guessing = underWay ? tiny.guess().catch((error: unknown) => error) : undefined;
  await expect.poll(() => changes.length, { timeout: 30_000 }).toBe(1);
  expect(changes[0]).toEqual({
    cause: "not-reopened",
    message: expect.stringMatching(
      /^The GPU failed, and the model could not be opened anew: .*could not be found/,
    ),
  });
  const error = await (guessing ?? tiny.guess().catch((late: unknown) => late));
  expect(failureKind(error)).toBe("device-lost"); // the page offers to open the model
  expect((error as Error).message).toBe(changes[0]!.message);
  tiny.takeFilesAway(false);
  await openFitted();
  expect(same(await tiny.guess())).toEqual(same(guess));
  expect(changes).toHaveLength(1);
});

it.each(REFUSALS)("a fit that meets an error of %s goes on on the CPU, and says why", async (refusal) => {
  await tiny.open();
  kept.refuseAt("values of layer 0", refusal);
  const labels = new Set<string>();
  const fitted = await tiny.fit(({ label }) => labels.add(label));
  expect(kept.isArmed()).toBe(false);
  expect([...labels].at(-1)).toMatch(
    /^Fitting 4 classes on the CPU \(The GPU can't do the values of a class at layer 0, .*\)$/,
  );
  expect([...labels].join()).not.toContain("\n");
  expect(fitted.status.backend).toBe("webgpu");
  expect(tiny.causes()).toEqual([]);
  expect((await tiny.guess()).modes.full.ranking).toEqual(guess.modes.full.ranking);
});

it("a fit lost while the CPU makes its densities begins where it was", async () => {
  kept.refuseAt("values of layer 0", "validation");
  let told = 0;
  await tiny.fit(({ fraction }) => {
    if (fraction > 0.3 && told++ === 0) kept.lose();
  });
  expect(tiny.causes()).toEqual(["lost"]);
  expect((await tiny.guess()).modes.full.ranking).toEqual(guess.modes.full.ranking);
});
