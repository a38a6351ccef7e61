import { AtlasList } from "./AtlasList.tsx";
import { BegunFits } from "./BegunFits.tsx";
import { FitPanel } from "./FitPanel.tsx";

/** The fit itself, what was begun before, and what came of it. */
export function FitStage() {
  return (
    <div className="fit-columns">
      <FitPanel />
      <div className="fit-stack">
        <BegunFits />
        <AtlasList />
      </div>
    </div>
  );
}
