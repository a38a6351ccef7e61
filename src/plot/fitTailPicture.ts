import { scaleLog } from "d3-scale";
import { area } from "d3-shape";
import type { Density } from "../core/density.ts";
import { inTails, type TailRule } from "../core/tails.ts";
import { powerTicks, yAxis } from "./axes.ts";
import { type FitBag, peakOf } from "./fitBag.ts";
import { type CurveFrame, curveFrame, type FitPictureOptions, wordsOf } from "./fitPictureFrame.ts";
import type { FitPictureWords } from "./fitPictureWords.ts";
import { type RuleCutoffs, ruleCutoffs } from "./fitRules.ts";
import { formatValue } from "./format.ts";
import { el, hatch, uid } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** The four rules as they would be used, the chosen one among them. */
export type RuleSet = readonly TailRule[];

const LEFT = 34;
const ROW = 31;
const BAR = 11;
const FLOOR = 1e-6;

/** A density with its tails by the chosen rule, and under it what each rule takes for tails. */
export function fitTailPicture(
  density: Density,
  bag: FitBag,
  rules: RuleSet,
  chosen: TailRule["rule"],
  options: FitPictureOptions,
): SVGSVGElement {
  const { theme, height } = options;
  const words = wordsOf(options);
  const found = rules.map((rule) => ruleCutoffs(density, bag.values, rule));
  const mine = found.find(({ rule }) => rule === chosen) ?? found[0]!;
  const share = bag.count / bag.values.length;
  const reserved = (rules.length + 1) * ROW + 4;
  const frame = curveFrame(
    { ...options, height: height - reserved },
    {
      title: words.tails.title,
      description: words.tails.description(
        words.tails.rules[mine.rule],
        formatValue(mine.cutoffs.left),
        formatValue(mine.cutoffs.right),
        Math.round(mine.inTails * share),
        bag.count,
      ),
    },
    [density.grid[0]!, density.grid.at(-1)!],
    [],
    LEFT,
  );
  const { root } = frame;
  root.setAttribute("height", String(height));
  root.setAttribute("viewBox", `0 0 ${options.width} ${height}`);
  root.querySelector("rect")?.setAttribute("height", String(height));
  const pattern = uid("tails");
  root.append(el("defs", {}, hatch(pattern, theme.tail, 0.7)), ...hill(density, mine, frame, theme, pattern));
  const top = frame.bottom + 26;
  root.append(
    el("text", { x: frame.left + 6, y: frame.top + 14, fill: theme.muted }, words.density),
    ...valueRow(bag, mine, frame, theme, words, top),
    ...found.map((rule, i) =>
      ruleRow(rule, {
        ...{ frame, theme, words, pattern, y: top + (i + 1) * ROW, isChosen: rule.rule === mine.rule },
        ...{ inTails: Math.round(rule.inTails * share), count: bag.count },
      }),
    ),
  );
  return root;
}

/** The density on a logarithmic axis, its tails hatched and between two lines. */
function hill(
  { grid, y: p }: Density,
  { cutoffs, found }: RuleCutoffs,
  { x, left, right, top, bottom }: CurveFrame,
  theme: Theme,
  pattern: string,
): SVGElement[] {
  const y = scaleLog([FLOOR, peakOf(p) * 1.6], [bottom, top]);
  const shape =
    area<number>(
      (i) => x(grid[i]!),
      bottom,
      (i) => y(Math.max(p[i]!, FLOOR)),
    ).digits(1)([...grid.keys()]) ?? "";
  const [from, to] = [clamp(x(cutoffs.left), left, right), clamp(x(cutoffs.right), left, right)];
  const clip = uid("clip");
  const box = (start: number, end: number) =>
    el("rect", { x: start, y: top, width: Math.max(0, end - start), height: bottom - top });
  const wash = [
    [left, from],
    [to, right],
  ].map(([start, end]) => {
    const ground = box(start!, end!);
    ground.setAttribute("fill", theme.tailSoft);
    return ground;
  });
  return [
    ...wash,
    yAxis(powerTicks([FLOOR, peakOf(p) * 1.6], y, 26), { left, right, top, bottom }, theme),
    el("clipPath", { id: clip }, box(left, from), box(to, right)),
    el("path", { d: shape, fill: theme.pooled, "fill-opacity": 0.6, stroke: theme.sentence }),
    el("path", { d: shape, fill: theme.tail, "fill-opacity": 0.18, "clip-path": `url(#${clip})` }),
    el("path", { d: shape, fill: `url(#${pattern})`, "clip-path": `url(#${clip})` }),
    ...[["left", from] as const, ["right", to] as const].map(([side, at]) =>
      el("line", {
        ...{ x1: at, x2: at, y1: top, y2: bottom, stroke: theme.tail, "stroke-width": 1.5 },
        "stroke-dasharray": found[side] ? undefined : "2 3",
      }),
    ),
  ];
}

/** The values themselves, those in the tails in their colour and longer. */
function valueRow(
  bag: FitBag,
  { cutoffs, rule }: RuleCutoffs,
  { x, left, right }: CurveFrame,
  theme: Theme,
  words: FitPictureWords,
  top: number,
): SVGElement[] {
  const bar = top + ROW - BAR - 2;
  const at = (isTail: boolean) =>
    [...bag.values]
      .filter((value) => inTails(value, cutoffs, { rule } as TailRule) === isTail)
      .map((value) => x(value))
      .filter((place) => place >= left && place <= right);
  const ticks = (places: number[], up: number) =>
    places.map((place) => `M${place.toFixed(1)},${bar + BAR}v${-BAR - up}`).join("");
  return [
    el("text", { x: left, y: bar - 4, fill: theme.muted }, words.tails.values),
    el("text", { x: right, y: bar - 4, "text-anchor": "end", fill: theme.muted }, words.tails.counted),
    el("path", { d: ticks(at(false), 0), stroke: theme.sentence, "stroke-opacity": 0.3 }),
    el("path", { d: ticks(at(true), 2), stroke: theme.tail, "stroke-width": 1.5 }),
  ];
}

interface RowOptions {
  frame: CurveFrame;
  theme: Theme;
  words: FitPictureWords;
  pattern: string;
  y: number;
  isChosen: boolean;
  inTails: number;
  count: number;
}

/** One rule: what it leaves in the middle, and the tails to either side. */
function ruleRow({ rule, cutoffs, found }: RuleCutoffs, row: RowOptions): SVGElement {
  const { frame, theme, words, pattern, y, isChosen } = row;
  const { x, left, right } = frame;
  const [from, to] = [clamp(x(cutoffs.left), left, right), clamp(x(cutoffs.right), left, right)];
  const bar = y + ROW - BAR - 2;
  const box = (start: number, end: number, fill: string, opacity = 1) =>
    el("rect", {
      ...{ x: start, y: bar, width: Math.max(0, end - start), height: BAR, fill },
      "fill-opacity": opacity,
    });
  const weight = isChosen ? 600 : 400;
  const colour = isChosen ? theme.text : theme.muted;
  const name = words.tails.rules[rule];
  const none = [!found.left, !found.right];
  return el(
    "g",
    { "data-rule": rule },
    el("text", { x: left, y: bar - 4, "font-weight": weight, fill: colour }, name),
    ...(none[0] || none[1]
      ? [
          el(
            "text",
            { x: left + textWidth(name, 11) + 12, y: bar - 4, fill: theme.muted },
            `${none[0] ? "← " : ""}${words.tails.open}${none[1] ? " →" : ""}`,
          ),
        ]
      : []),
    el(
      "text",
      { x: right, y: bar - 4, "text-anchor": "end", "font-weight": weight, fill: colour },
      words.tails.count(row.inTails, row.count),
    ),
    box(left, right, theme.grid),
    box(left, from, theme.tail, 0.3),
    box(to, right, theme.tail, 0.3),
    box(left, from, `url(#${pattern})`),
    box(to, right, `url(#${pattern})`),
    el("rect", {
      ...{ x: left, y: bar, width: right - left, height: BAR, fill: "none" },
      ...{ stroke: isChosen ? theme.accent : "none", "stroke-width": 1.5 },
    }),
  );
}

/** rule, both cut-offs, values in the tails. */
export function ruleTable(density: Density, bag: FitBag, rules: RuleSet): (string | number)[][] {
  return [
    ["rule", "left", "right", "values_in_tails", "values"],
    ...rules.map((rule) => {
      const { cutoffs, inTails } = ruleCutoffs(density, bag.values, rule);
      return [
        rule.rule,
        cutoffs.left,
        cutoffs.right,
        Math.round((inTails * bag.count) / bag.values.length),
        bag.count,
      ];
    }),
  ];
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
