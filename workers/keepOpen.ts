import type { BackendChange, BackendChoice, GuessRequest, Progress } from "../src/core/api.ts";
import type { Atlas } from "../src/core/atlas.ts";
import { Failure, failureKind } from "../src/core/failure.ts";
import type { Signal } from "../src/core/seams.ts";
import type { Machine } from "../src/model/memory.ts";
import { abandonWebgpuRuntime } from "../src/model/webRuntime.ts";
import type { FoundModel } from "./findModel.ts";
import { createLossLog } from "./gpuLoss.ts";
import type { HalfWish } from "./halfChoice.ts";
import { LOST_TWICE, type OpenLab, openLab, orLost } from "./openLab.ts";

/** How long sessions of a lost device may take to be released, ms. */
const PATIENCE = 3000;

export interface KeeperSettings {
  find(id: string, signal: Signal): Promise<FoundModel>;
  machine(): Machine;
  /** Told of each change of the backend that nobody asked for. */
  tell(change: BackendChange): void;
  /** A clock, in ms. */
  now(): number;
}

/** At most one open model. Where its GPU is lost it is opened anew, and what was under way is done again. */
export type LabKeeper = ReturnType<typeof createLabKeeper>;

/** What the person asked of the open model, to be asked again of the one in its place. */
interface Wanted extends HalfWish {
  choice: BackendChoice;
  atlas?: { atlas: Atlas; name: string };
  pinned?: GuessRequest | undefined;
  guess?: GuessRequest | undefined;
}

export function createLabKeeper({ find, machine, tell, now }: KeeperSettings) {
  const losses = createLossLog(now);
  const replaced = new WeakMap<OpenLab, Promise<unknown>>();
  const readOn = new WeakSet<OpenLab>();
  const pinnedOn = new WeakSet<OpenLab>();
  let wanted: Wanted = { choice: "auto", half: false };
  let current: Promise<OpenLab> | undefined;
  let opening = { aborted: false };

  async function opened(): Promise<OpenLab> {
    if (!current) throw new Failure("usage", "No model is open yet.");
    return current;
  }

  /** Puts another lab in the place of the one before, which is closed first. */
  function replace(
    found: (signal: Signal) => FoundModel | Promise<FoundModel>,
    mine: Wanted,
    onProgress: (progress: Progress) => void,
    again: { wasmBecause?: string | undefined } | undefined = undefined,
  ): Promise<OpenLab> {
    const before = current;
    opening.aborted = true;
    const signal = { aborted: false };
    opening = signal;
    const next = (async () => {
      const old = await before?.catch(() => undefined);
      if (old) await close(old);
      const lab = await openLab(await found(signal), {
        choice: mine.choice,
        half: mine.half,
        ...(mine.halfRefused !== undefined && { halfRefused: mine.halfRefused }),
        machine: machine(),
        onProgress,
        signal,
        losses,
        onLoss: () => tell({ cause: "lost" }),
        ...(again?.wasmBecause !== undefined && { wasmBecause: again.wasmBecause }),
      }).catch((error: unknown) => {
        throw again ? notReopened(error) : error;
      });
      if (mine.atlas) lab.guessWith(mine.atlas.atlas, mine.atlas.name);
      lab.loss.onLost(() => void replaceLost(lab).catch(() => {})); // told to whoever asks next
      return lab;
    })();
    current = next;
    next.catch(() => {});
    return next;
  }

  /** `trouble` without a loss: there is no use in asking the same GPU again. */
  function replaceLost(lost: OpenLab, trouble?: Failure): Promise<unknown> {
    const done =
      replaced.get(lost) ??
      (trouble && trouble.kind !== "device-lost"
        ? afterRefusal(lost, trouble)
        : again(lost, losses.mayTryAgain() ? undefined : LOST_TWICE));
    replaced.set(lost, done);
    return done;
  }

  /** F16 weights may be what it refuses, unless it has too little memory: float32 takes more. */
  function afterRefusal(lab: OpenLab, { kind, message }: Failure): Promise<void> {
    const isHalf = lab.opened.half.state === "on" && kind !== "out-of-memory";
    if (isHalf) return toFloat32(lab, `WebGPU refused F16 weights (${message})`);
    return again(lab, `WebGPU refused (${message})`, "refused");
  }

  function toFloat32(lab: OpenLab, halfRefused: string): Promise<void> {
    Object.assign(wanted, { half: false, halfRefused } satisfies HalfWish);
    return again(lab, undefined, "failed-half");
  }

  /** Opens the model of a lab anew, unless another has been opened meanwhile. */
  async function again(lab: OpenLab, wasmBecause: string | undefined, cause?: BackendChange["cause"]) {
    if ((await current?.catch(() => undefined)) !== lab) return;
    const next = await replace(
      () => lab.found,
      wanted,
      () => {},
      { wasmBecause },
    ).catch((error: Error) => {
      if (failureKind(error) !== "aborted") tell({ cause: "not-reopened", message: error.message });
      throw error;
    });
    const fellBack = next.opened.status.backend === "wasm";
    tell({ cause: cause ?? (fellBack ? "lost-twice" : "lost"), opened: next.opened });
  }

  return {
    opened,
    /** The open lab, if there is one. */
    openNow: async () => current?.catch(() => undefined),
    /** A newer call makes an older one reject as "aborted". */
    open(
      id: string,
      choice: BackendChoice,
      onProgress: (progress: Progress) => void,
      half: boolean,
    ): Promise<OpenLab> {
      wanted = { choice, half };
      losses.forget();
      return replace((signal) => find(id, signal), wanted, onProgress);
    },
    cancelOpen() {
      opening.aborted = true;
    },
    /** Does it on the open lab; where the GPU is lost meanwhile, once more on the one in its place, unless it was given up. */
    async through<T>(work: (open: OpenLab) => Promise<T>, givenUp: () => boolean = () => false): Promise<T> {
      for (;;) {
        const lab = await opened();
        let trouble: Failure | undefined;
        try {
          return await orLost(work(lab), lab.loss);
        } catch (error) {
          trouble = await lab.loss.troubleOf(error);
          if (givenUp() || trouble === undefined) throw error;
        }
        await replaceLost(lab, trouble);
        if (givenUp()) throw new Failure("aborted", "Stopped: it was given up while the GPU was lost.");
      }
    },
    /** Another atlas for the open model, also after it was opened anew. */
    async guessWith(atlas: Atlas, name: string) {
      const open = await opened();
      const model = open.guessWith(atlas, name);
      wanted.atlas = { atlas, name };
      return model;
    },
    /** Goes on with float32 weights, where they were F16, else with WASM, where nobody asked for WebGPU. */
    async distrust(lab: OpenLab, reason: string): Promise<void> {
      if (lab.opened.half.state === "on") return toFloat32(lab, reason);
      if (wanted.choice === "webgpu") tell({ cause: "kept-after-failed-check" });
      else await again(lab, reason, "failed-check");
    },
    wants(change: Pick<Wanted, "guess" | "pinned">) {
      Object.assign(wanted, change);
    },
    isWanted: (guess: GuessRequest) => wanted.guess === guess,
    /** Has a lab know what was pinned and, for looks, what was typed. */
    async remind(lab: OpenLab, typed: boolean): Promise<void> {
      const { pinned, guess } = wanted;
      if (pinned && !pinnedOn.has(lab)) {
        pinnedOn.add(lab);
        await lab.lab.pin(pinned);
      }
      if (typed && guess && !readOn.has(lab)) {
        readOn.add(lab);
        await lab.lab.guess(guess, () => {});
      }
    },
    hasRead: (lab: OpenLab) => readOn.add(lab),
    hasPinned: (lab: OpenLab) => pinnedOn.add(lab),
  };
}

/** Asked for again it is the same, so the page offers to open the model: it does so where a device was lost. */
function notReopened(error: unknown): Error {
  if (failureKind(error) === "aborted") return error as Error;
  const words = error instanceof Error ? error.message : String(error);
  return new Failure("device-lost", `The GPU failed, and the model could not be opened anew: ${words}`);
}

/** Where a lost device keeps its sessions from being released, its runtime is left behind. */
async function close(lab: OpenLab): Promise<void> {
  const late = new Promise<"late">((resolve) => setTimeout(resolve, PATIENCE, "late"));
  const isGpu = lab.opened.status.backend === "webgpu";
  const closed = lab.close().catch((error: unknown) => error ?? "late");
  const result = isGpu ? await Promise.race([closed, late]) : await closed;
  if (isGpu && result !== undefined) abandonWebgpuRuntime();
}
