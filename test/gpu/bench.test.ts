import { expect, it } from "vitest";
import { allCases } from "../../tools/bench/gpu/cases/all.ts";
import { openClock } from "../../tools/bench/gpu/clock.ts";
import { isRight } from "../../tools/bench/gpu/kernelRow.ts";
import { measureCase } from "../../tools/bench/gpu/measureCase.ts";
import { openDevice } from "../../tools/bench/gpu/openDevice.ts";
import { QUICK } from "../../tools/bench/gpu/sizes.ts";
import { runSuite } from "../../tools/bench/gpu/suite.ts";
import { gpu } from "./support.ts";

const programs = import.meta.glob<string>("../../src/gpu/*.wgsl", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("has every program at realistic sizes and at quick ones", () => {
  const named = allCases(QUICK).map(({ kernel }) => kernel);
  const all = Object.entries(programs).filter(([, code]) => code.includes("@compute"));
  expect(all.length).toBeGreaterThan(10);
  for (const [path] of all) expect(named).toContain(path.split("/").at(-1)!.replace(".wgsl", ""));
});

it("finds every kernel right, and times each, its twin and a copy", { timeout: 120_000 }, async () => {
  const opened = (await openDevice(navigator.gpu))!;
  const told: string[] = [];
  const { rows, clock } = await runSuite(opened, { only: [], quick: true }, ({ kernel }) =>
    told.push(kernel),
  );
  expect(rows.filter((row) => !isRight(row))).toEqual([]);
  expect(told).toEqual(rows.map(({ kernel }) => kernel));
  expect(clock).toBe("timestamp queries"); // SwiftShader has them
  for (const { gpu, twin, copy, bytes, flop } of rows) {
    expect(Math.min(gpu!.median, copy!.median, twin.time!.median)).toBeGreaterThan(0);
    expect(Math.min(bytes, flop)).toBeGreaterThan(0);
  }
  await expect(runSuite(opened, { only: ["nothing"], quick: true }, () => {})).rejects.toThrow("no kernel");
  opened.device.destroy();
});

it("times by the wall where the device has no timestamps, and nothing that is wrong", async () => {
  const clock = openClock(gpu);
  expect(clock.name).toBe("wall clock");
  const maker = allCases(QUICK).find(({ kernel }) => kernel === "addSlices")!;
  const brief = { ms: 0, least: 2, most: 2 };
  expect((await measureCase(gpu, clock, maker, brief)).gpu).toMatchObject({ n: 2 });
  const wrong = {
    ...maker,
    open: async (...args: Parameters<typeof maker.open>) => ({
      ...(await maker.open(...args)),
      difference: async () => Number.NaN,
    }),
  };
  const row = await measureCase(gpu, clock, wrong, brief);
  expect(isRight(row)).toBe(false);
  expect([row.gpu, row.copy, row.twin.time]).toEqual([undefined, undefined, undefined]);
});
