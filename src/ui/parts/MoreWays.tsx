import { type ReactNode, useState } from "react";
import type { FigureExport } from "../../plot/figureExport.ts";
import { PNG_SCALES, type PngScale } from "../../plot/pngSize.ts";
import { report } from "../../state/trouble.ts";
import { useTexts } from "../texts/useTexts.ts";
import { copyImage, copyText } from "./copyFigure.ts";
import { setPngScale } from "./pngScale.ts";
import { Segmented } from "./Segmented.tsx";
import { figureBlob, figureText, type Look } from "./takeFigure.ts";

interface MoreWaysProps {
  save: FigureExport;
  look: Look;
  /** Buttons of more formats. */
  formats: ReactNode;
}

/** The size of a PNG, more formats, the clipboard. */
export function MoreWays({ save, look, formats }: MoreWaysProps) {
  const t = useTexts().common;
  const [said, setSaid] = useState("");

  function tell(copied: Promise<boolean>, refusal: string) {
    setSaid("");
    copied.then((done) => setSaid(done ? t.copied : refusal), report);
  }

  const copy = (words: string, onClick: () => void) => (
    <button type="button" className="figure-tool" aria-label={t.copyOf(words, save.name)} onClick={onClick}>
      {words}
    </button>
  );

  return (
    <>
      <div className="figure-menu-row">
        <span className="figure-menu-title" aria-hidden="true">
          {t.pngSize}
        </span>
        <Segmented
          legend={t.pngSize}
          value={String(look.scale)}
          options={PNG_SCALES.map((scale) => ({ value: String(scale), label: `${scale}×` }))}
          onChange={(value) => setPngScale(Number(value) as PngScale)}
        />
      </div>
      <div className="figure-menu-row">
        <span className="figure-menu-title">{t.save}</span>
        {formats}
      </div>
      <div className="figure-menu-row">
        <span className="figure-menu-title">{t.copy}</span>
        {copy(t.image, () => tell(copyImage(figureBlob(save, "PNG", look)), t.imageRefused))}
        {copy("SVG", () => tell(copyText(figureText(save, "SVG", look)), t.textRefused))}
        {copy("CSV", () => tell(copyText(figureText(save, "CSV", look)), t.textRefused))}
      </div>
      <p role="status" className="figure-menu-said">
        {said}
      </p>
    </>
  );
}
