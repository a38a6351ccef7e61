import { useId, useState } from "react";
import type { FigureExport } from "../../plot/figureExport.ts";
import { report } from "../../state/trouble.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useTheme } from "../theme.ts";
import { FigureMenu } from "./FigureMenu.tsx";
import { MoreWays } from "./MoreWays.tsx";
import { usePngScale } from "./pngScale.ts";
import { TableTwin } from "./TableTwin.tsx";
import { type FigureFormat, saveFigure } from "./takeFigure.ts";

/** Under a figure: what it can be taken away as, and its numbers. */
export function FigureTools({ save }: { save: FigureExport }) {
  const t = useTexts().common;
  const look = { theme: useTheme(), scale: usePngScale() };
  const tableId = useId();
  const [open, setOpen] = useState(false);

  const button = (format: FigureFormat) => (
    <button
      type="button"
      className="figure-tool"
      aria-label={save.primary ? t.exportAs(format) : t.saveAs(save.name, format)}
      onClick={() => saveFigure(save, format, look).catch(report)}
    >
      {format}
    </button>
  );

  return (
    <>
      <div className="figure-tools">
        {button("PNG")}
        {button("SVG")}
        {button("CSV")}
        <FigureMenu name={save.name}>
          <MoreWays save={save} look={look} formats={button("JSON")} />
        </FigureMenu>
        <button
          type="button"
          className="figure-tool figure-table"
          aria-expanded={open}
          aria-controls={tableId}
          aria-label={t.tableTwinOf(save.name)}
          onClick={() => setOpen(!open)}
        >
          <span className="figure-table-long">{t.tableTwin}</span>
          <span className="figure-table-short">{t.table}</span>
        </button>
      </div>
      <div id={tableId} hidden={!open}>
        {open && <TableTwin save={save} />}
      </div>
    </>
  );
}
