import { formatBytes } from "../model/bytes.ts";
import { embeddingBytes, layerBytes, STUDY_MODELS, type StudyModel, usedBytes } from "../model/catalogue.ts";
import { table } from "./textTable.ts";

/** What a model of the study is and takes. Bytes: of the download, and of weights in float32 with the embedding as stored. */
export function catalogueRows() {
  return STUDY_MODELS.map(({ name, repo, revision, dtype, deduplicated, architecture: a }: StudyModel) => ({
    name,
    repo,
    revision,
    dtype,
    deduplicated,
    nLayers: a.nLayers,
    dModel: a.dModel,
    nHeads: a.nHeads,
    nCtx: a.nCtx,
    dVocab: a.dVocab,
    downloadBytes: usedBytes(a, dtype),
    memoryBytes: a.nLayers * layerBytes(a, "F32") + embeddingBytes(a, dtype),
  }));
}

export function catalogueTable(): string {
  const head = [
    "name",
    "repository",
    "layers × width",
    "heads",
    "context",
    "vocabulary",
    "download",
    "memory",
  ];
  const rows = catalogueRows().map((m) => [
    m.name,
    m.repo,
    `${m.nLayers} × ${m.dModel}`,
    String(m.nHeads),
    String(m.nCtx),
    String(m.dVocab),
    `${formatBytes(m.downloadBytes)} ${m.dtype}`,
    formatBytes(m.memoryBytes),
  ]);
  return `${table([head, ...rows])}\n  The Pythias are those trained on the Pile as it was, not the deduplicated ones.`;
}
