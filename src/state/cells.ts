import { setTab, setText } from "./actions.ts";
import { theEngine } from "./engine.ts";
import { type OpenCell, store } from "./store.ts";
import { report } from "./trouble.ts";

/** Lists the sentences of a cell; of several, those of the newest. */
export async function openCell(cell: Omit<OpenCell, "sentences">): Promise<void> {
  const { mode, level, row, column, trueLabel, predictedLabel } = cell;
  const shown: OpenCell = { mode, level, row, column, trueLabel, predictedLabel, sentences: undefined };
  store.setState({ cell: shown });
  const isShown = () => store.getState().cell === shown;
  try {
    const sentences = await theEngine().cellSentences(cell.mode, levelIndex(cell), cell.row, cell.column);
    if (isShown()) store.setState({ cell: { ...shown, sentences } });
  } catch (error) {
    if (!isShown()) return;
    store.setState({ cell: undefined });
    report(error);
  }
}

export function closeCell(): void {
  store.setState({ cell: undefined });
}

/** Reads a sentence on the Explore tab. */
export function openInExplore(text: string): void {
  setText(text);
  setTab("explore");
}

/** -1: pairs. */
function levelIndex({ mode, level }: Pick<OpenCell, "mode" | "level">): number {
  return store.getState().report?.modes[mode]?.levels.findIndex(({ name }) => name === level) ?? -1;
}
