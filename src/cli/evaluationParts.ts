import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure, failureKind } from "../core/failure.ts";
import { firstDifference } from "../core/firstDifference.ts";
import type { EvaluationPartStore, Share } from "../engine/evaluate.ts";
import { readEvaluationPart, writeEvaluation } from "../engine/evaluationFile.ts";
import { readBytes, readJsonFile, writeWhole } from "./files.ts";

/** What must stay the same for a killed run to be gone on with. */
export interface EvaluationRun {
  atlas: string;
  data: string;
  split: string;
  "--mode": string;
}

/** The parts of an evaluation that is under way, in a folder of its own. */
export interface SavedParts extends EvaluationPartStore {
  /** Parts that were there at the beginning. */
  found: number;
  /** Takes the folder away, and what held it where that is empty now. */
  remove(): Promise<void>;
}

/**
 * Opens the folder, anew or where an earlier run was stopped. Parts that are damaged count as missing.
 * @throws Failure("mismatch") where that run was another one, unless `restart` says to forget it
 */
export async function openSavedParts(
  folder: string,
  run: EvaluationRun,
  restart: boolean,
): Promise<SavedParts> {
  if (restart) await rm(folder, { recursive: true, force: true });
  const about = join(folder, "run.json");
  const names: string[] = await readdir(folder).catch(() => []);
  if (names.includes("run.json")) {
    const other = firstDifference(run, await readJsonFile(about));
    if (other) {
      throw new Failure(
        "mismatch",
        `${folder} holds an unfinished evaluation with another ${other.path} (${short(other.b)}, now ${short(other.a)}): finish it with its own options, or begin anew with --restart.`,
      );
    }
  } else await writeWhole(about, JSON.stringify(run));
  const pathOf = ({ part, parts }: Share) => join(folder, `${part}-of-${parts}.evaluation`);
  return {
    found: names.filter((name) => name.endsWith(".evaluation")).length,
    async read(share) {
      try {
        const part = readEvaluationPart(await readBytes(pathOf(share)), pathOf(share));
        return part.part === share.part && part.parts === share.parts ? part : undefined;
      } catch (error) {
        const kind = failureKind(error);
        if (kind === "io" || kind === "bad-file") return undefined;
        throw error;
      }
    },
    write: (part) => writeWhole(pathOf(part), writeEvaluation(part)),
    async remove() {
      await rm(folder, { recursive: true, force: true });
      await rmdir(dirname(folder)).catch(() => {}); // another part may still be under way in it
    },
  };
}

const short = (json: string) => (json.length > 24 ? `${json.slice(1, 13)}…` : json.replaceAll('"', ""));
