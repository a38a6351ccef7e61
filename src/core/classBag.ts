import type { FittedRow } from "./rows.ts";
import type { LayerActivations, SentencePlace } from "./seams.ts";

/** A sentence of a batch and where its values go. */
export interface BaggedSentence extends SentencePlace {
  /** Index of its first vector among all those of the class. */
  firstVector: number;
}

/** All values of one class, kept where its residual streams are until every layer's density is fitted. */
export interface ClassBag<R> {
  add(activations: LayerActivations<R>, sentences: readonly BaggedSentence[]): void;
  /** Resolves once what was added lies in the bag; rejects where the machine refused it. */
  settled(): Promise<void>;
  /** One row a layer. @throws Failure("bad-data") where there is no density, Failure("no-webgpu"), Failure("device-lost") */
  fitted(): Promise<FittedRow[]>;
  dispose(): void;
}

/** Opens a bag for `nVectors` vectors of dModel values a layer; `path` names the class in what is thrown. */
export type OpenClassBag<R> = (path: string, nVectors: number) => ClassBag<R>;
