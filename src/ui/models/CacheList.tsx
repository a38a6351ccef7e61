import type { CachedModel, CacheReport } from "../../core/api.ts";
import { deleteCached } from "../../state/cache.ts";
import { DeleteButton } from "../parts/DeleteButton.tsx";
import { useScreen } from "../useScreen.ts";
import { size } from "../words.ts";

/** What lies in this browser's storage, and how to be rid of it. */
export function CacheList() {
  const cache = useScreen((screen) => screen.cache);
  if (cache === undefined) return null;
  return (
    <section className="card" aria-labelledby="cache">
      <h2 id="cache" className="section-title">
        In this browser’s cache
      </h2>
      {cache.models.length > 0 && (
        <ul className="rows" aria-label="Cached models">
          {cache.models.map((model) => (
            <Cached key={`${model.repo}@${model.commit}${model.asF16}`} model={model} />
          ))}
        </ul>
      )}
      <p className="note">{total(cache)}</p>
    </section>
  );
}

function Cached({ model }: { model: CachedModel }) {
  const { repo, commit, revisions, bytes, complete, asF16 } = model;
  const name = revisions.length === 0 ? repo : `${repo}@${revisions.join(", ")}`;
  return (
    <li className="row">
      <span className="row-name">
        {name}
        <span className="range number">
          {[
            commit.slice(0, 8),
            size(bytes),
            complete ? "complete" : "not complete",
            ...(asF16 ? ["F16"] : []),
          ].join(" · ")}
        </span>
      </span>
      <DeleteButton
        name={name}
        question={`Delete ${size(bytes)}?`}
        onDelete={() => void deleteCached(repo, commit)}
      />
    </li>
  );
}

function total({ models, used, room, persistent }: CacheReport): string {
  const left = room === undefined ? "" : ` There is room for ${size(room)} more.`;
  const promise = persistent
    ? " The browser keeps it until you delete it."
    : " The browser may clear it by itself when space runs short.";
  return models.length === 0
    ? `Nothing yet.${left}`
    : `${size(used)} in all.${left}${promise} A deleted model that is open goes on running.`;
}
