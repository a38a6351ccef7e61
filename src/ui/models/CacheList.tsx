import type { CachedModel, CacheReport } from "../../core/api.ts";
import { deleteCached } from "../../state/cache.ts";
import { DeleteButton } from "../parts/DeleteButton.tsx";
import { Hint } from "../parts/Hint.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { size } from "../words.ts";

/** What lies in this browser's storage, and how to be rid of it. */
export function CacheList() {
  const { cache: t, hints } = useTexts().models;
  const cache = useScreen((screen) => screen.cache);
  if (cache === undefined) return null;
  return (
    <section className="card" aria-labelledby="cache">
      <div className="hinted">
        <h2 id="cache" className="section-title">
          {t.title}
        </h2>
        <Hint text={hints.cache} />
      </div>
      {cache.models.length > 0 && (
        <ul className="rows" aria-label={t.list}>
          {cache.models.map((model) => (
            <Cached key={`${model.repo}@${model.commit}${model.asF16}`} model={model} />
          ))}
        </ul>
      )}
      <p className="note">{total(cache, t)}</p>
    </section>
  );
}

function Cached({ model }: { model: CachedModel }) {
  const t = useTexts().models.cache;
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
            complete ? t.complete : t.incomplete,
            ...(asF16 ? ["F16"] : []),
          ].join(" · ")}
        </span>
      </span>
      <DeleteButton
        name={name}
        question={t.delete(size(bytes))}
        onDelete={() => void deleteCached(repo, commit)}
      />
    </li>
  );
}

function total({ models, used, room, persistent }: CacheReport, t: Texts["models"]["cache"]): string {
  const left = room === undefined ? [] : [t.room(size(room))];
  if (models.length === 0) return [t.empty, ...left].join(" ");
  return [t.used(size(used)), ...left, persistent ? t.kept : t.notKept, t.openGoesOn].join(" ");
}
