import { expect, it } from "vitest";
import type { Atlas } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { parseMode } from "../../src/core/options.ts";
import type { Backend } from "../../src/core/seams.ts";
import { createGpuFit, type GpuFit } from "../../src/gpu/gpuFit.ts";
import type { GpuResidual } from "../../src/gpu/scorer.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { type Losable, losable } from "./losable.ts";

// Everything that our kernels do for a sentence and for a fit, on devices that are lost at each stage, after each of its calls in turn.
// A stage is a step, up to where it reads back or waits; which stages there are is found out by watching one that is not lost.

/** Losses a stage. */
const TIMES = 20;
/** Of a whole job, ms: many times what it takes. */
const HANGS = 20_000;
const [nLayers, dModel] = [2, 48];
const atlas: Atlas = madeAtlas(3, nLayers, dModel, { gridPoints: 100, bandwidthScale: 1, pooling: "all" });
const modes = ["full", "tails", "std2"].map((name) => parseMode(name)!);
const cutoffs = { left: -1, right: 1 };

/** A job's steps, each with a part of its answer; after a loss each is asked once more. */
type Steps = [name: string, work: () => unknown][];
interface Job {
  /** What is made once for a device. */
  open(device: GPUDevice): { steps(nPos: number): Steps; dispose(): void };
}

/** [layer] residual streams of one sentence, so far out that its tail values take a second reading. */
function residuals(device: GPUDevice, nPos: number): GpuResidual[] {
  return Array.from({ length: nLayers }, (_, layer) => {
    const buffer = device.createBuffer({
      size: nPos * dModel * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(
      buffer,
      0,
      scaled(heavyTailed(nPos * dModel, 10 * nPos + layer), 20) as Float32Array<ArrayBuffer>,
    );
    return { buffer, dModel };
  });
}

const sentence: Job = {
  open(device) {
    const backend: Backend<GpuResidual> = createWebgpuBackend(device, atlas, { dModel });
    return {
      steps(nPos) {
        const streams = residuals(device, nPos);
        const place = { row: 0, nPos, batchPos: nPos };
        const scorer = backend.scorer(modes, { everyToken: true });
        return [
          [
            "adding layers",
            () => streams.forEach((residPost, layer) => void scorer.add({ layer, residPost }, place)),
          ],
          ["scores", () => scorer.scores()],
          ["leaders", () => scorer.leaders(0, 2)],
          ["a view", () => scorer.view(1, 1, modes[2]!)],
          ["a view without tails", () => scorer.view(0, 1, modes[1]!, 50)],
          ["token tails", () => scorer.tokenTails(1, { cutoffs, rule: { rule: "fixed", ...cutoffs } })],
          ["values", () => scorer.values(0)],
        ];
      },
      dispose: () => backend.dispose(),
    };
  },
};

const classFit: Job = {
  open(device) {
    const fitter: GpuFit = createGpuFit(device, atlas.recipe);
    return {
      steps(nPos) {
        const streams = residuals(device, nPos);
        const nVectors = 2 * nPos;
        const bag = fitter.openBag("class 0", nVectors);
        const add = (firstVector: number) =>
          streams.forEach((residPost, layer) => {
            bag.add({ layer, residPost }, [{ row: 0, nPos, batchPos: nPos, firstVector }]);
          });
        return [
          [
            "a batch",
            () => {
              add(0);
              return bag.settled();
            },
          ],
          [
            "another batch",
            () => {
              add(nPos);
              return bag.settled();
            },
          ],
          ["densities", () => bag.fitted()],
        ];
      },
      dispose: () => fitter.dispose(),
    };
  },
};

type Session = ReturnType<Job["open"]>;
const [SHORT, LONG] = [3, 9]; // the longer one finds no buffers of its size
const GONE = "the device is gone";

/** What a step gives, or what it refuses with; a step that never answers is told as that. */
async function attempt([name, work]: Steps[number]): Promise<{ answer?: unknown; error?: unknown }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} never answered`)), HANGS);
  });
  try {
    return { answer: await Promise.race([(async () => work())(), late]) };
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}

/** All answers of a job, until the first that is refused. */
async function run(steps: Steps): Promise<{ answers: unknown[]; error?: unknown }> {
  const answers: unknown[] = [];
  for (const step of steps) {
    const { answer, error } = await attempt(step);
    if (error !== undefined) return { answers, error };
    answers.push(answer);
  }
  return { answers };
}

interface Stage {
  name: string;
  /** While a job is opened, or in its second run. */
  opening: boolean;
  /** The step it belongs to. */
  step: number;
  /** Its first call, from the start of that, and how many there are. */
  first: number;
  calls: string[];
}

/** Stages end where the GPU is waited for. */
function stagesOf(name: string, opening: boolean, step: number, first: number, calls: string[]): Stage[] {
  const ends = calls.flatMap((_, i) => (isEnd(calls, i) || i === calls.length - 1 ? [i + 1] : []));
  return ends.map((end, i) => {
    const from = ends[i - 1] ?? 0;
    const part = ends.length > 1 ? `, part ${i + 1} of ${ends.length}` : "";
    return { name: name + part, opening, step, first: first + from, calls: calls.slice(from, end) };
  });
}

const isEnd = (calls: string[], i: number) =>
  /^(mapAsync|onSubmittedWorkDone)/.test(calls[i]!) ||
  (calls[i + 1]?.startsWith("createShaderModule") === true &&
    !calls
      .slice(0, i + 1)
      .join()
      .includes("createShaderModule"));

/** Runs a job on a device that is not lost: its stages, and what a short run of it gives. */
async function watch(job: Job): Promise<{ stages: Stage[]; expected: unknown[] }> {
  const { device, calls, errors } = await losable();
  const session = job.open(device);
  const stages = stagesOf("opening", true, 0, 0, [...calls]);
  const { answers, error } = await run(session.steps(SHORT));
  if (error !== undefined) throw error;
  const start = calls.length;
  for (const [step, [name, work]] of session.steps(LONG).entries()) {
    const before = calls.length;
    await work();
    stages.push(...stagesOf(name, false, step, before - start, calls.slice(before)));
  }
  session.dispose();
  device.destroy();
  expect(errors).toEqual([]);
  return { stages, expected: answers };
}

async function lose(job: Job, stage: Stage, round: number, expected: unknown[]): Promise<void> {
  const after = 1 + stage.first + Math.floor((round * stage.calls.length) / TIMES);
  const lost: Losable = await losable();
  let session: Session;
  if (stage.opening) {
    lost.loseAfter(after);
    session = job.open(lost.device);
  } else {
    session = job.open(lost.device);
    expect(await run(session.steps(SHORT))).toEqual({ answers: expected }); // as on the devices before
    lost.loseAfter(after);
  }
  const steps = session.steps(stage.opening ? SHORT : LONG);
  const { answers, error } = await run(steps);
  expect(error, `${GONE}: ${steps[answers.length]?.[0]}`).toBeDefined();
  expect(failureKind(error), String(error)).toBe("device-lost");
  expect(answers.length).toBeGreaterThanOrEqual(stage.step);
  await lost.device.lost;
  for (const step of steps) {
    const { answer, error: again } = await attempt(step);
    expect(answer, `${step[0]}, ${GONE}`).toBeUndefined();
    if (again !== undefined) expect(failureKind(again), String(again)).toBe("device-lost");
  }
  session.dispose();
  expect(lost.errors).toEqual([]);
}

for (const [what, job] of Object.entries({ sentence, classFit })) {
  const { stages, expected } = await watch(job);
  it.each(stages.map((stage) => [`${what}: ${stage.name}`, stage] as const))(
    `%s, lost ${TIMES} times`,
    async (_, stage) => {
      for (let round = 0; round < TIMES; round++) await lose(job, stage, round, expected);
      const { device } = await losable();
      const session = job.open(device);
      expect(await run(session.steps(SHORT))).toEqual({ answers: expected });
      session.dispose();
      device.destroy();
    },
    120_000,
  );
}
