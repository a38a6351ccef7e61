import type { FitOptions } from "../core/options.ts";
import { useScreen } from "./useScreen.ts";
import { provenance } from "./words.ts";

const POOLING: Record<FitOptions["pooling"], string> = {
  last: "values of the last token",
  all: "values of all tokens but the first",
  mean: "values of the tokens’ mean",
};

/** The options of the atlas that is open. */
export function AtlasLine() {
  const opened = useScreen((screen) => screen.opened);
  if (opened === undefined) return null;
  const { atlas, shape } = opened;
  if (atlas === undefined) {
    return (
      <p>
        Open now: {provenance(opened)}; {shape.nLayers} layers × {shape.dModel} values.
      </p>
    );
  }
  const { options } = atlas;
  return (
    <p>
      Open now: {provenance(opened)}; {shape.nLayers} layers × {shape.dModel} values;{" "}
      {POOLING[options.pooling]}, {options.center ? "centred" : "not centred"}; last word{" "}
      {options.dropLastWord ? "left out" : "kept"}; bandwidth {options.bandwidthScale} × Scott’s factor; tails
      by the “{options.tailRule.rule}” rule; density floor {options.densityFloor.toExponential()}.
    </p>
  );
}
