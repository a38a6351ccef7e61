import { type FormEvent, useState } from "react";
import type { SavedAtlas } from "../../core/api.ts";
import { download } from "../../plot/download.ts";
import { atlasFile, removeAtlas, renameAtlas, takeKeptAtlas } from "../../state/atlases.ts";
import { DeleteButton } from "../parts/DeleteButton.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { optionsInWords, size } from "../words.ts";
import { countOfClasses, countOfSentences } from "./counts.ts";

/** One atlas and what can be done with it. */
export function AtlasRow({ atlas }: { atlas: SavedAtlas }) {
  const { id, name, modelId, dataName, nTrain, nClasses, bytes, options } = atlas;
  const texts = useTexts().fit;
  const t = texts.atlases;
  const fitting = useScreen((screen) => screen.fitting !== undefined);
  const isOfOpen = useScreen(({ opened, openedId }) => [openedId, opened?.shape.id].includes(modelId));
  const [renaming, setRenaming] = useState(false);

  async function save() {
    const file = await atlasFile(id);
    const stem = name.replaceAll(/[^\w.-]+/g, "-").replace(/\.atlas$/, "") || "tailscope";
    if (file) download(file, `${stem}.atlas`);
  }

  return (
    <li className="row atlas-row">
      {renaming ? (
        <RenameForm atlas={atlas} onDone={() => setRenaming(false)} />
      ) : (
        <span className="row-name">
          <strong>{name}</strong>
          <span className="range number">
            {modelId} · {dataName}, {countOfSentences(nTrain, texts)}, {countOfClasses(nClasses, texts)} ·{" "}
            {size(bytes)}
          </span>
          <span className="range">{optionsInWords(options)}</span>
        </span>
      )}
      <button
        type="button"
        className="button"
        aria-label={t.useIt(name)}
        disabled={!isOfOpen || fitting}
        title={isOfOpen ? undefined : t.openFirst(modelId)}
        onClick={() => void takeKeptAtlas(id)}
      >
        {t.use}
      </button>
      <button
        type="button"
        className="button-quiet"
        aria-label={t.renameIt(name)}
        onClick={() => setRenaming(true)}
      >
        {t.rename}
      </button>
      <button
        type="button"
        className="button-quiet"
        aria-label={t.exportIt(name)}
        onClick={() => void save()}
      >
        {t.export}
      </button>
      <DeleteButton name={name} question={t.delete(size(bytes))} onDelete={() => void removeAtlas(id)} />
    </li>
  );
}

function RenameForm({ atlas: { id, name }, onDone }: { atlas: SavedAtlas; onDone: () => void }) {
  const t = useTexts().fit.atlases;
  const [text, setText] = useState(name);

  function submit(event: FormEvent) {
    event.preventDefault();
    void renameAtlas(id, text);
    onDone();
  }

  return (
    <form className="field-row row-name" onSubmit={submit}>
      <label className="field">
        <span className="visually-hidden">{t.newName(name)}</span>
        <input
          type="text"
          value={text}
          ref={(input) => input?.focus()}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => key === "Escape" && onDone()}
        />
      </label>
      <button type="submit" className="button">
        {t.renameNow}
      </button>
    </form>
  );
}
