import { describe, expect, it } from "vitest";
import type { ActivationSource } from "../../src/core/seams.ts";
import { shared } from "../../src/engine/lock.ts";
import { tinyExperiment } from "../support/experiment.ts";

const { source } = await tinyExperiment();
const a = [[1, 2, 3]];

/** The real source, with a diary of when its runs begin and end. */
function watched() {
  const diary: string[] = [];
  let n = 0;
  const one: ActivationSource<Float32Array> = {
    ...source,
    async *run(batch, signal) {
      const name = n++;
      diary.push(`begin ${name}`);
      try {
        yield* source.run(batch, signal);
      } finally {
        diary.push(`end ${name}`);
      }
    },
  };
  return { diary, run: shared(one).run };
}
const drain = async (run: AsyncIterable<unknown>) => {
  let n = 0;
  for await (const _ of run) n++;
  return n;
};

describe("a shared source", () => {
  it("runs one after the other, in the order asked", async () => {
    const { diary, run } = watched();
    expect(await Promise.all([drain(run(a)), drain(run(a)), drain(run(a))])).toEqual([2, 2, 2]);
    expect(diary).toEqual(["begin 0", "end 0", "begin 1", "end 1", "begin 2", "end 2"]);
  });

  it("is free again when a run is given up in the middle", async () => {
    const { diary, run } = watched();
    for await (const _ of run(a)) break;
    expect(await drain(run(a))).toBe(2);
    expect(diary).toEqual(["begin 0", "end 0", "begin 1", "end 1"]);
  });

  it("is free again when a run fails or is aborted", async () => {
    const { run } = watched();
    await expect(drain(run([[999]]))).rejects.toThrow("token id 999");
    await expect(drain(run(a, { aborted: true }))).rejects.toThrow();
    expect(await drain(run(a))).toBe(2);
  });

  it("does not wait for a run that never began", async () => {
    const { diary, run } = watched();
    run(a);
    expect(await drain(run(a))).toBe(2);
    expect(diary).toEqual(["begin 0", "end 0"]);
  });

  it("has the source's shape and tokens", () => {
    const one = shared(source);
    expect(one.shape).toBe(source.shape);
    expect(one.tokenize("ab", true)).toEqual(source.tokenize("ab", true));
  });
});
