import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import { cachedFiles } from "../../src/model/cache/cachedFiles.ts";
import { cachedRemote } from "../../src/model/cache/cachedRemote.ts";
import type { StoredTensor } from "../../src/model/modelFiles.ts";
import { fakeWeights } from "../support/fakeRemote.ts";
import { tempFolder } from "../support/folder.ts";
import { startHub } from "../support/hub.ts";
import { openOn, told } from "../support/hubReader.ts";
import { repoOf } from "../support/hubRepos.ts";

const folder = join(tempFolder(), "cache");
const weights = fakeWeights([40_000, 30_000, 20_000]);
const config = new TextEncoder().encode("{}");
const hub = await startHub({
  repos: { "a/model": repoOf({ "config.json": config, [weights.file]: weights.bytes }) },
});
afterAll(() => hub.close());

const sameBytes = (got: readonly StoredTensor[]) =>
  got.every(({ bytes }, i) => {
    const { begin, end } = weights.tensors[i]!;
    return Buffer.compare(bytes, weights.bytes.subarray(begin, end)) === 0;
  });
const ranges = () => hub.requests.filter((r) => r.at === "cdn" && r.method === "GET").map((r) => r.range);

it("a hub that goes away mid-tensor: nothing twice over the network, and offline once all is there", async () => {
  const { begin } = weights.tensors[0]!;
  const { end } = weights.tensors[2]!;
  const cut = 250_001;
  hub.fail("cdn GET", { cutAfter: cut });
  hub.fail("cdn GET", { status: 503, times: Number.POSITIVE_INFINITY });
  const first = cachedFiles(await openOn(hub, "a/model"), diskStore(folder), { storeF16: false });
  await first.read("config.json");
  expect(await told(hub, first.readTensors(weights.tensors))).toMatch(/^io: /);

  hub.heal();
  hub.requests.length = 0;
  const remote = await openOn(hub, "a/model");
  const files = cachedFiles(remote, diskStore(folder), { storeF16: false });
  let came = 0;
  expect(sameBytes(await files.readTensors(weights.tensors, { onBytes: (n) => (came += n) }))).toBe(true);
  const [range, ...others] = ranges();
  expect(others).toEqual([]);
  const from = Number(/^bytes=(\d+)-/.exec(range!)![1]);
  expect([from > begin, from <= begin + cut, came]).toEqual([true, true, end - from]);

  await hub.close();
  const offline = cachedFiles(cachedRemote(diskStore(folder), "a/model", remote.commit), diskStore(folder), {
    storeF16: false,
  });
  expect(sameBytes(await offline.readTensors(weights.tensors))).toBe(true);
  expect((await offline.read("config.json"))?.slice()).toEqual(config);
});
