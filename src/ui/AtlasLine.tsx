import type { OpenedModel } from "../core/api.ts";
import { formatCount, formatPower } from "../plot/format.ts";
import type { Texts } from "./texts/en.ts";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** The model that is open, and all options of its atlas. */
export function AtlasLine() {
  const texts = useTexts();
  const t = texts.method.atlas;
  const opened = useScreen((screen) => screen.opened);
  if (opened === undefined) return <p>{t.none}</p>;
  const { atlas, shape } = opened;
  const revision = shape.revision === undefined ? "" : `@${shape.revision.slice(0, 12)}`;
  const open = t.open(shape.id + revision, formatCount(shape.nLayers), formatCount(shape.dModel));
  return (
    <p>
      {open} {atlas && `${recipe(atlas, texts)}.`}
    </p>
  );
}

type Atlas = NonNullable<OpenedModel["atlas"]>;

function recipe(atlas: Atlas, { method, common }: Texts): string {
  const { atlas: t } = method;
  const { modes } = common;
  const { options, calibration, classes, nTrain } = atlas;
  const { tailRule: rule } = options;
  const tails =
    rule.rule === "std"
      ? t.rules.std(rule.k)
      : rule.rule === "fixed"
        ? t.rules.fixed(String(rule.left), String(rule.right))
        : t.rules[rule.rule];
  const calibrated = (["full", "tails"] as const).flatMap((mode) => {
    const found = calibration?.[mode];
    return found ? t.calibrated(modes[mode], found.temperature.toFixed(1), found.ece.toFixed(3)) : [];
  });
  const sentences = common.trainingSentences(nTrain, formatCount(nTrain));
  return [
    t.fittedOn(atlas.dataName, atlas.dataSha256.slice(0, 12), sentences),
    t.classes(formatCount(classes.length)),
    t.pooling[options.pooling],
    options.center ? t.centred : t.notCentred,
    options.dropLastWord ? t.dropped : t.kept,
    t.bandwidth(String(options.bandwidthScale)),
    t.points(formatCount(options.gridPoints)),
    tails,
    t.floor(power(options.densityFloor)),
    ...calibrated,
  ].join("; ");
}

/** “10⁻⁶”, or as it is where it is no power of ten. */
function power(value: number): string {
  const exponent = Math.log10(value);
  return Number.isInteger(exponent) ? formatPower(exponent) : String(value);
}
