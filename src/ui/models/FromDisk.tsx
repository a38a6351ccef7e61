import { useRef } from "react";
import { forgetRemembered, hasFolderPicker, pickFolder, reopen, takeInput } from "../../state/disk.ts";
import { useScreen } from "../useScreen.ts";

export function FromDisk() {
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
      <h2 id="from-disk" className="section-title">
        From this machine
      </h2>
      <div className="drop-zone">
        <p>
          Drop anywhere on this page: a folder as on the hub (config.json, tokenizer.json, *.safetensors), an
          .onnx with its data, or an .atlas.
        </p>
        <div className="plan-actions">
          <button
            type="button"
            className="button"
            onClick={() => (hasFolderPicker() ? void pickFolder() : folder.current?.click())}
          >
            Choose a folder
          </button>
          <button type="button" className="button" onClick={() => files.current?.click()}>
            Choose files
          </button>
        </div>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label="Folder of a model"
          onChange={taken}
          {...{ webkitdirectory: "" }}
        />
        <input ref={files} type="file" hidden aria-label="Files of a model" multiple onChange={taken} />
        <p className="note">Read where it lies, piece by piece; it is never copied or sent.</p>
      </div>
      <Remembered />
    </section>
  );
}

function Remembered() {
  const names = useScreen((screen) => screen.remembered);
  if (names.length === 0) return null;
  return (
    <>
      <h3 className="section-title">Opened before</h3>
      <ul className="rows" aria-label="Opened before">
        {names.map((name) => (
          <li key={name} className="row">
            <span className="row-name">{name}</span>
            <button
              type="button"
              className="button-quiet"
              aria-label={`Open ${name} again`}
              onClick={() => void reopen(name)}
            >
              Open again
            </button>
            <button
              type="button"
              className="button-quiet"
              aria-label={`Forget ${name}`}
              onClick={() => void forgetRemembered(name)}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
