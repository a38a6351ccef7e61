import { useRef } from "react";
import { forgetRemembered, hasFolderPicker, pickFolder, reopen, takeInput } from "../../state/disk.ts";
import { Hint } from "../parts/Hint.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

export function FromDisk() {
  const { disk: t, hints } = useTexts().models;
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);

  function taken({ currentTarget }: { currentTarget: HTMLInputElement }) {
    const { files: list } = currentTarget;
    if (list === null || list.length === 0) return;
    void takeInput(list).finally(() => {
      currentTarget.value = ""; // the same again is a change again
    });
  }

  return (
    <section className="card" aria-labelledby="from-disk">
      <div className="hinted">
        <h2 id="from-disk" className="section-title">
          {t.title}
        </h2>
        <Hint text={hints.disk} />
      </div>
      <div className="drop-zone">
        <p>{t.drop}</p>
        <div className="plan-actions">
          <button
            type="button"
            className="button"
            onClick={() => (hasFolderPicker() ? void pickFolder() : folder.current?.click())}
          >
            {t.chooseFolder}
          </button>
          <button type="button" className="button" onClick={() => files.current?.click()}>
            {t.chooseFiles}
          </button>
        </div>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={t.folder}
          onChange={taken}
          {...{ webkitdirectory: "" }}
        />
        <input ref={files} type="file" hidden aria-label={t.files} multiple onChange={taken} />
        <p className="note">{t.note}</p>
      </div>
      <Remembered />
    </section>
  );
}

function Remembered() {
  const t = useTexts().models.disk;
  const names = useScreen((screen) => screen.remembered);
  if (names.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t.before}</h3>
      <ul className="rows" aria-label={t.before}>
        {names.map((name) => (
          <li key={name} className="row">
            <span className="row-name">{name}</span>
            <button
              type="button"
              className="button-quiet"
              aria-label={t.openAgain(name)}
              onClick={() => void reopen(name)}
            >
              {t.again}
            </button>
            <button
              type="button"
              className="button-quiet"
              aria-label={t.forgetIt(name)}
              onClick={() => void forgetRemembered(name)}
            >
              {t.forget}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
