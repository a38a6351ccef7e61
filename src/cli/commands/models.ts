import type { CachedModel } from "../../core/api.ts";
import { Failure } from "../../core/failure.ts";
import { formatBytes } from "../../model/bytes.ts";
import { listCached, removeCached } from "../../model/cache/library.ts";
import { formatModelRef, parseModelRef } from "../../model/modelRef.ts";
import type { PartStore } from "../../model/partStore.ts";
import { catalogueRows, catalogueTable } from "../catalogueTable.ts";
import type { Command } from "../command.ts";
import { cacheFolder, diskStore } from "../diskStore.ts";
import { text } from "../flags.ts";
import type { Terminal } from "../terminal.ts";
import { table } from "../textTable.ts";

export const modelsCommand: Command = {
  usage: "tailscope models [--catalogue | --delete OWNER/NAME[@REV]]",
  help: `  lists the models in the cache: repository, revisions that were asked for, commit, bytes on disk
  --catalogue             the six models of the study instead: shapes, download, memory
  --delete OWNER/NAME[@REV]  removes a repository from the cache, or only that branch, tag or commit of it
  the cache is TAILSCOPE_CACHE, tailscope in HF_HOME, or ~/.cache/tailscope`,
  flags: { catalogue: "boolean", delete: "string" },
  async run(flags, words, terminal) {
    const asked = text(flags, "delete");
    if (words.length > 0)
      throw new Failure(
        "usage",
        `"${words[0]}" is one word too many: models are listed, or removed by --delete.`,
      );
    if (flags.catalogue && asked !== undefined)
      throw new Failure("usage", "--catalogue and --delete exclude each other.");
    if (flags.catalogue) return terminal.result({ models: catalogueRows() }, catalogueTable());
    const folder = cacheFolder(process.env);
    const store = diskStore(folder);
    if (asked === undefined) list(await listCached(store), folder, terminal);
    else await remove(store, asked, folder, terminal);
  },
};

function list(models: readonly CachedModel[], folder: string, terminal: Terminal): void {
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  const rows = models.map((model) => [
    model.repo,
    model.revisions.join(", "),
    model.commit.slice(0, 12),
    formatBytes(model.bytes),
    [model.complete ? "" : "not complete", model.asF16 ? "kept as F16" : ""].filter(Boolean).join(", "),
  ]);
  const told =
    models.length === 0
      ? `Nothing is cached in ${folder} yet: a model comes there when --model names its repository for the first time.`
      : `${folder}: ${formatBytes(bytes)}\n${table(rows)}`;
  terminal.result({ folder, bytes, models }, told);
}

async function remove(store: PartStore, asked: string, folder: string, terminal: Terminal): Promise<void> {
  const ref = parseModelRef(asked);
  const whole = !asked.includes("@");
  const models = (await listCached(store)).filter(
    (model) => model.repo === ref.repo && (whole || isOf(model, ref.revision)),
  );
  if (models.length === 0) {
    const name = whole ? ref.repo : `${ref.repo}@${ref.revision}`;
    throw new Failure("io", `${name} is not in the cache (${folder}): \`tailscope models\` lists what is.`);
  }
  for (const { repo, commit } of models) await removeCached(store, repo, commit);
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  const commits = models.map((model) => model.commit.slice(0, 12)).join(", ");
  terminal.result(
    { removed: models, bytes },
    `${formatModelRef(ref)} was removed from the cache: ${commits}, ${formatBytes(bytes)}.`,
  );
}

/** A branch or tag that led to it, or its commit, at least seven digits of it. */
const isOf = (model: CachedModel, revision: string) =>
  model.revisions.includes(revision) ||
  (/^[0-9a-f]{7,40}$/.test(revision) && model.commit.startsWith(revision));
