import { formatNats } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { leadersNow, leadOf } from "../../state/leaders.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** While a slow guess is under way: what its first layers lean to. It lies over another line, so that nothing moves. */
export function SoFar() {
  const t = useTexts().explore.guess;
  const leaders = useScreen(leadersNow);
  const nLayers = useScreen((screen) => screen.opened?.shape.nLayers ?? 0);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  const lead = leaders && leadOf(leaders);
  const path = lead && classes?.[lead.classIndex];
  if (!path) return null;
  const gap = lead.gap === undefined ? undefined : formatNats(lead.gap);
  const words = t.soFar(leaders.nRead, nLayers, shortLabel(path), gap);
  return (
    <p className="so-far" aria-live="off" title={words}>
      {words}
    </p>
  );
}
