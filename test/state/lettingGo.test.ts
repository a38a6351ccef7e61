import { releaseProxy } from "comlink";
import { expect, test, vi } from "vitest";
import { lettingGo } from "../../workers/lettingGo.ts";

/** A callback as it comes from the page, which says when it was let go of. */
function fromPage() {
  const told: number[] = [];
  const release = vi.fn();
  const callback = Object.assign((value: number) => told.push(value), { [releaseProxy]: release });
  return { told, release, callback };
}

test("a callback is told while the call runs, let go of when it has ended, and told no more", async () => {
  const { told, release, callback } = fromPage();
  let later = () => {};
  const engine = lettingGo({
    async guess(text: string, onLayer: (layer: number) => void) {
      onLayer(1);
      later = () => onLayer(2);
      return text.toUpperCase();
    },
  });
  const answer = engine.guess("rain", callback);
  expect(told).toEqual([1]);
  expect(release).not.toHaveBeenCalled();
  expect(await answer).toBe("RAIN");
  expect(release).toHaveBeenCalledOnce();
  later();
  expect(told).toEqual([1]);
});

test("it is let go of after a failure as well, which is passed on", async () => {
  const { release, callback } = fromPage();
  const engine = lettingGo({
    async fit(_: (value: number) => void): Promise<void> {
      throw new Error("no room");
    },
  });
  await expect(engine.fit(callback)).rejects.toThrow("no room");
  expect(release).toHaveBeenCalledOnce();
});
