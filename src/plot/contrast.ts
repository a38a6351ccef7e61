/** Channels of "#rrggbb", [0, 255]. */
type Channels = readonly [red: number, green: number, blue: number];

/** How well one colour is told from another: 1 (not at all) to 21. WCAG 2.2. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light! + 0.05) / (dark! + 0.05);
}

/** `share` of one colour in another: CSS's `color-mix(in srgb, …)`. */
export function mix(colour: string, share: number, ground: string): string {
  const [over, under] = [channels(colour), channels(ground)];
  return `#${over.map((channel, i) => hex(channel * share + under[i]! * (1 - share))).join("")}`;
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function channels(colour: string): Channels {
  const at = (i: number) => Number.parseInt(colour.slice(i, i + 2), 16);
  return [at(1), at(3), at(5)];
}

function hex(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, "0");
}
