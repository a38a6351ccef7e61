import { expect, it } from "vitest";
import { Failure, failureKind, throwIfAborted } from "../../src/core/failure.ts";
import { refusal } from "../support/refusal.ts";

const failure = new Failure("bad-file", "weights.bin is empty.");

it("a failure's kind survives a structured clone", () => {
  // a clone of an Error keeps the name of standard errors only; what crosses is name and message
  const { name, message } = structuredClone({ name: failure.name, message: failure.message });
  const there = Object.assign(new Error(message), { name });
  expect(there).not.toBeInstanceOf(Failure);
  expect(failureKind(there)).toBe("bad-file");
  expect(there.message).toBe("weights.bin is empty.");
});

it("other errors have no kind", () => {
  for (const other of [new Error("x"), new TypeError("y"), { name: failure.name }, "bad-file", undefined])
    expect(failureKind(other)).toBeUndefined();
  expect(failureKind(failure)).toBe("bad-file");
});

it("an aborted signal throws, others do not", async () => {
  expect(await refusal(() => throwIfAborted({ aborted: true }))).toMatch(/^aborted: /);
  expect(() => throwIfAborted({ aborted: false })).not.toThrow();
  expect(() => throwIfAborted(undefined)).not.toThrow();
});
