import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { startTailscope, tailscope, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const model = writeTinyModel(join(root, "model"), "gpt2");
const at = (name: string) => join(root, name);
const bytes = (name: string) => readFileSync(at(name));
/** Three small classes, then one that takes long enough to be killed in. */
const data = at("data.json");
const fitting = (out: string, ...more: string[]) => [
  "fit",
  "--model",
  model,
  "--data",
  data,
  "--out",
  at(out),
  ...more,
];
const kept = (out: string) =>
  readdirSync(at(`${out}.fit`))
    .filter((name) => /^class-\d+$/.test(name))
    .sort();
const fine = async (...args: string[]) => {
  const result = await tailscope(...args);
  expect(result.stderr).not.toMatch(/^tailscope:/m);
  expect(result.code).toBe(0);
  return result;
};

beforeAll(async () => {
  const small = tinyData();
  small["about clocks"]!.soft = Array.from({ length: 150 }, (_, i) =>
    Object.values(tinyData(10, i + 2)["about clocks"]!.soft!),
  ).flat();
  writeFileSync(data, JSON.stringify(small));
  await fine(...fitting("whole.atlas"));
  expect(existsSync(at("whole.atlas.fit"))).toBe(false);
});

/** Starts a fit and ends it with a signal once all but its last class are kept. */
async function ended(out: string, signal: NodeJS.Signals, ...more: string[]) {
  // the variable keeps the program from starting itself anew: the signal reaches what computes
  const child = startTailscope({ MALLOC_MMAP_THRESHOLD_: "1048576" }, ...fitting(out, ...more));
  let stderr = "";
  child.stderr!.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = new Promise<number | null>((resolve) => child.on("close", resolve));
  while (child.exitCode === null && !existsSync(join(at(`${out}.fit`), "class-2")))
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill(signal);
  return { code: await code, stderr };
}

describe("a fit that is ended half-way", () => {
  it("by SIGKILL goes on with what was finished, to the same bytes", async () => {
    await ended("killed.atlas", "SIGKILL");
    expect(kept("killed.atlas")).toEqual(["class-0", "class-1", "class-2"]);
    expect(existsSync(at("killed.atlas"))).toBe(false);
    const { stderr } = await fine(...fitting("killed.atlas"));
    expect(stderr).toContain("Fitting 4 classes, 3 of them kept: 100 %");
    expect(bytes("killed.atlas")).toEqual(bytes("whole.atlas"));
    expect(existsSync(at("killed.atlas.fit"))).toBe(false);
  });

  it("by Ctrl-C says what is kept", async () => {
    const { code, stderr } = await ended("stopped.atlas", "SIGINT");
    expect(stderr).toContain(
      "tailscope: Stopped: 3 of 4 classes are kept; fit again with the same options to go on.\n",
    );
    expect(code).toBe(130);
    expect(kept("stopped.atlas")).toHaveLength(3);
  });

  it("is not gone on with under other options, unless it is thrown away", async () => {
    await ended("changed.atlas", "SIGKILL");
    const other = fitting("changed.atlas", "--bandwidth-scale", "1");
    expect(await tailscopeRefusal(...other)).toBe(
      `1 ${at("changed.atlas.fit")} holds 3 classes of a fit whose options.bandwidthScale is 4, not 1: use the same options to go on with it, another --out, or --restart to throw them away.`,
    );
    expect(kept("changed.atlas")).toHaveLength(3);
    writeFileSync(join(at("changed.atlas.fit"), "mine.txt"), "not a fit's");
    const { stderr } = await fine(...other, "--restart");
    expect(stderr).not.toContain("of them kept");
    expect(readdirSync(at("changed.atlas.fit"))).toEqual(["mine.txt"]);
  });
});

it.runIf(process.platform === "linux")("a full disk in the middle leaves what was finished", async () => {
  mkdirSync(at("full.atlas.fit"));
  symlinkSync("/dev/full", at("full.atlas.fit/class-2~part")); // every write to it ends in ENOSPC
  expect((await tailscope(...fitting("full.atlas"))).stderr).toContain(
    `tailscope: The disk is full: 2 of 4 classes are kept in ${at("full.atlas.fit")}; make room and give the same command again.\n`,
  );
  const { stderr } = await fine(...fitting("full.atlas"));
  expect(stderr).toContain("2 of them kept");
  expect(bytes("full.atlas")).toEqual(bytes("whole.atlas"));
});

it("two processes that fit the same at once both end well, with the same bytes", async () => {
  await Promise.all([fine(...fitting("both.atlas")), fine(...fitting("both.atlas"))]);
  expect(bytes("both.atlas")).toEqual(bytes("whole.atlas"));
  expect(existsSync(at("both.atlas.fit"))).toBe(false);
});

it("what lies where the classes should be kept is named", async () => {
  writeFileSync(at("odd.atlas.fit"), "a file");
  const { code, stderr } = await tailscope(...fitting("odd.atlas"));
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(
      `tailscope: ${at("odd.atlas.fit")}, where a fit keeps its classes, can't be used (`,
    ),
  ]);
});
