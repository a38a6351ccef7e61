import { BandwidthPicture, FloorPicture, GridPicture } from "./DensityPictures.tsx";
import { NumberField } from "./NumberField.tsx";
import { noteId, OptionCard } from "./OptionCard.tsx";
import { OptionSet } from "./OptionSet.tsx";
import { FLOOR_SLIDER, GRID_SLIDER, SCALE_SLIDER } from "./sliders.ts";

/** How a bag of values becomes a curve. */
export function DensityStep() {
  return (
    <OptionSet className="fit-cards fit-cards-three">
      <OptionCard
        name="bandwidthScale"
        control={
          <NumberField name="bandwidthScale" describedBy={noteId("bandwidthScale")} slider={SCALE_SLIDER} />
        }
      >
        <BandwidthPicture />
      </OptionCard>
      <OptionCard
        name="gridPoints"
        control={<NumberField name="gridPoints" describedBy={noteId("gridPoints")} slider={GRID_SLIDER} />}
      >
        <GridPicture />
      </OptionCard>
      <OptionCard
        name="densityFloor"
        control={
          <NumberField name="densityFloor" describedBy={noteId("densityFloor")} slider={FLOOR_SLIDER} />
        }
      >
        <FloorPicture />
      </OptionCard>
    </OptionSet>
  );
}
