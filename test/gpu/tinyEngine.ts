import type { BackendChange, FitRequest, Guess, HandedFile, OpenedModel } from "../../src/core/api.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { createEngine } from "../../workers/engineService.ts";
import { tinyData } from "../support/tinyData.ts";
import { tinyConfig, tinyTensors, tinyTokenizer } from "../support/tinyTensors.ts";

const MODEL = "disk:tiny";
export const nothing = () => {};
export const request = { text: "abe clo abe clo.", layer: 1, mode: "full" } as const;
const fitRequest: FitRequest = { name: "tiny", options: { ...PUBLISHED, gridPoints: 100 } };

const json = (value: unknown) => new Blob([JSON.stringify(value)]);
const FILES = {
  "config.json": json(tinyConfig("gpt2")),
  "tokenizer.json": json(tinyTokenizer("gpt2")),
  "model.safetensors": new Blob([writeSafetensors(tinyTensors("gpt2"))]),
};

/** The engine as it runs in the worker, with a tiny model and data to fit on, a clock of its own, and what it told. */
export async function tinyEngine() {
  let clock = 0;
  let gone = false;
  const changes: BackendChange[] = [];
  const engine = createEngine("/models/", () => clock);
  const { useSavedAtlas: guessWith } = engine;
  /** A file of a disk, which may be taken away. */
  const onDisk = (path: string, file: Blob): HandedFile => ({
    path,
    file: {
      size: file.size,
      slice: (begin, end) => onDisk(path, file.slice(begin, end)).file,
      async arrayBuffer() {
        if (gone) throw new DOMException(`${path} could not be found`, "NotFoundError");
        return file.arrayBuffer();
      },
    },
  });
  await engine.onBackendChange(async (change) => void changes.push(change));
  await engine.addFiles(
    "tiny",
    Object.entries(FILES).map(([path, file]) => onDisk(path, file)),
  );
  await engine.takeData(
    { name: "tiny.json", source: { text: JSON.stringify(tinyData()) } },
    { kind: "seed", seed: 1, testShare: 0.4 },
  );
  return {
    engine,
    changes,
    async open(backend: "webgpu" | "wasm" = "webgpu"): Promise<OpenedModel> {
      const opened = await engine.open(MODEL, backend, nothing);
      await engine.loaded();
      return opened;
    },
    /** What was told is forgotten, and what was lost is long ago. */
    begin() {
      clock += 3_600_000;
      changes.length = 0;
    },
    wait(ms: number) {
      clock += ms;
    },
    takeFilesAway(now: boolean) {
      gone = now;
    },
    causes: () => changes.map(({ cause }) => cause),
    guess: () => engine.guess(request, nothing),
    async fit(onProgress: Parameters<typeof engine.fit>[1] = nothing): Promise<OpenedModel> {
      await removeAtlases();
      return engine.fit(fitRequest, onProgress);
    },
    async newestAtlas(): Promise<Uint8Array> {
      const [saved] = await engine.atlases();
      return engine.exportAtlas(saved!.id);
    },
    async guessWithNewest(): Promise<void> {
      const [saved] = await engine.atlases();
      await guessWith(saved!.id);
    },
    removeAtlases,
  };

  async function removeAtlases(): Promise<void> {
    for (const { id } of await engine.atlases()) await engine.removeAtlas(id);
  }
}

/** What two guesses of one text on one backend have in common. */
export const same = ({ modes, tokenIds, picture }: Guess) => ({ modes, tokenIds, picture });
