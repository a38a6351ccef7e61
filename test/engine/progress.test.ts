import { expect, it } from "vitest";
import type { Progress } from "../../src/core/api.ts";
import { progressMeter } from "../../src/engine/progress.ts";

/** A meter on a clock that the test moves. */
function meter() {
  const told: Progress[] = [];
  let time = 5000;
  const tick = progressMeter(
    "Work",
    (p) => told.push(p),
    () => time,
  );
  return {
    told,
    at(ms: number, done: number, total = 10) {
      time = 5000 + ms;
      tick(done, total);
    },
  };
}

it("goes from 0 to 1 and tells the seconds left from the share done", () => {
  const { told, at } = meter();
  at(0, 0);
  at(200, 1);
  at(2000, 4);
  at(5000, 10);
  expect(told).toEqual([
    { label: "Work", fraction: 0 },
    { label: "Work", fraction: 0.1 },
    { label: "Work", fraction: 0.4, secondsLeft: 3 },
    { label: "Work", fraction: 1, secondsLeft: 0 },
  ]);
});

it("tells no more than ten times a second, but always the end", () => {
  const { told, at } = meter();
  for (let ms = 0; ms < 1000; ms += 10) at(ms, ms / 10, 100);
  expect(told).toHaveLength(10);
  at(991, 100, 100);
  expect(told.at(-1)!.fraction).toBe(1);
});

it("of nothing is done at once", () => {
  const { told, at } = meter();
  at(0, 0, 0);
  expect(told).toEqual([{ label: "Work", fraction: 1 }]);
});
