import { useState } from "react";
import { ProgressBar } from "../ui/parts/ProgressBar.tsx";
import { Segmented } from "../ui/parts/Segmented.tsx";
import { useTexts } from "../ui/texts/useTexts.ts";

/** One of each control, in the states that it has. */
export function Controls() {
  const t = useTexts().gallery;
  const [on, setOn] = useState(true);
  const [scale, setScale] = useState<"log" | "linear">("log");
  return (
    <section id="controls" className="gallery-card">
      <h2>{t.controls}</h2>
      <p>{t.controlsLead}</p>
      <div className="gallery-controls">
        <button type="button" className="button button-primary">
          {t.primary}
        </button>
        <button type="button" className="button">
          {t.plain}
        </button>
        <button type="button" className="button" disabled>
          {t.disabled}
        </button>
        <button type="button" className="button-quiet">
          {t.quiet}
        </button>
        <button type="button" className="chip" aria-pressed="true">
          {t.chip}
        </button>
        <button type="button" className="chip" aria-pressed="false">
          {t.chip}
        </button>
        <button type="button" role="switch" aria-checked={on} className="switch" onClick={() => setOn(!on)}>
          <span className="switch-track" aria-hidden="true">
            <span className="switch-thumb" />
          </span>
          {t.switch}
        </button>
        <Segmented
          legend={t.segmented}
          value={scale}
          options={[
            { value: "log", label: t.log },
            { value: "linear", label: t.linear },
          ]}
          onChange={setScale}
        />
        <label className="choice">
          {t.choice}
          <select defaultValue="a">
            <option value="a">mini-gpt2</option>
            <option value="b">gpt2</option>
          </select>
        </label>
        <label className="choice">
          {t.slider}
          <input type="range" min={0} max={11} defaultValue={7} />
        </label>
        <ProgressBar name={t.progress} progress={{ label: t.progress, fraction: 0.42 }} />
      </div>
    </section>
  );
}
