import { roughSeconds } from "../../state/fitRate.ts";
import { Facts } from "../parts/Facts.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { duration } from "../words.ts";
import { countOfClasses, countOfSentences } from "./counts.ts";
import { useStepSummaries } from "./stepSummaries.ts";

/** What would be fitted, and how long that takes. */
export function FitSummary() {
  const { common, fit: t } = useTexts();
  const opened = useScreen((screen) => screen.opened);
  const data = useScreen((screen) => screen.data);
  const guess = useScreen((screen) => screen.guess);
  const { reading, density, tails } = useStepSummaries();
  const { facts, ...words } = t.panel;
  if (opened === undefined) return <p className="note">{words.noModel}</p>;
  if (data === undefined) return <p className="note">{words.noData}</p>;
  const { shape, status } = opened;
  const time = roughSeconds(opened, guess, data.nTrain);
  return (
    <Facts
      facts={[
        [facts.model, words.model(shape.id, shape.nLayers, common.backends[status.backend])],
        [
          facts.data,
          words.data(data.name, countOfSentences(data.nTrain, t), countOfClasses(data.classes.length, t)),
        ],
        [facts.reading, reading],
        [facts.density, density],
        [facts.tails, tails],
        [
          facts.time,
          time === undefined
            ? words.unknownTime
            : (time.of === "fit" ? words.byLastFit : words.byLastGuess)(duration(time.seconds)),
        ],
      ]}
    />
  );
}
