import { type CellReading, confusionFigure } from "../../plot/confusionFigure.ts";
import type { MatrixZoom } from "../../plot/matrixZoom.ts";
import type { Theme } from "../../plot/theme.ts";
import type { Texts } from "../texts/en.ts";
import type { Panel } from "./levels.ts";

export interface PanelHooks {
  onCell: (panel: Panel, cell: CellReading | undefined) => void;
  onOpen?: ((panel: Panel, cell: CellReading) => void) | undefined;
}

interface Options extends PanelHooks {
  width: number;
  theme: Theme;
  zoom: MatrixZoom;
  /** What assistive technology calls a panel. */
  label: (panel: Panel) => string;
  /** Over a panel, where there are several. */
  heading: (panel: Panel) => string;
  words: Texts["evaluate"]["matrixWords"];
}

const GAP = 20;
/** Narrower places have their panels one below the other. */
const SIDE_BY_SIDE = 620;
/** What stands over and under a matrix that should be seen whole on one screen, and the least it is given. */
const AROUND = 308;
/** Narrower windows have everything in one column, as evaluate.css says. */
const STACKED = 1180;
const LEAST_HEIGHT = 420;
const GREATEST_HEIGHT = 860;

/** One matrix, or two of one zoom beside each other. */
export function confusionPanels(panels: readonly Panel[], options: Options): HTMLElement {
  const { width, theme, zoom, label, heading, words, onCell, onOpen } = options;
  const host = document.createElement("div");
  const across = width >= SIDE_BY_SIDE ? panels.length : 1;
  host.className = "matrix-panels";
  host.style.gridTemplateColumns = `repeat(${across}, minmax(0, 1fr))`;
  host.style.columnGap = `${GAP}px`;
  // beside its readings the matrix leaves room for what stands over it; alone in its column it may fill the screen
  const around = window.innerWidth < STACKED ? 60 : AROUND;
  const height = Math.max(LEAST_HEIGHT, Math.min(GREATEST_HEIGHT, window.innerHeight - around));
  zoom.detach();
  for (const panel of panels) {
    host.append(
      confusionFigure(panel.matrix, {
        ...{ theme, words, label: label(panel), title: panels.length > 1 ? heading(panel) : "" },
        fit: { width: Math.floor((width - GAP * (across - 1)) / across), height },
        zoom,
        onHover: (cell) => onCell(panel, cell),
        ...(onOpen && panel.key !== "difference" && { onOpen: (cell) => onOpen(panel, cell) }),
      }),
    );
  }
  return host;
}
