import { interpolateCividis } from "d3-scale-chromatic";
import { contrast } from "../plot/contrast.ts";
import type { Theme } from "../plot/theme.ts";
import { useTexts } from "../ui/texts/useTexts.ts";
import { useTheme } from "../ui/theme.ts";

type Colour = Exclude<keyof Theme, "name">;

/** Colours that nothing is read by alone: grounds, fills, rules. */
const GROUNDS: readonly Colour[] = ["background", "selected", "tailSoft", "pooled", "grid", "faded"];

/** Every colour of the theme on show, and how it stands out. */
export function Palette() {
  const t = useTexts().gallery;
  const { name: _, ...colours } = useTheme();
  const names = Object.keys(colours) as Colour[];
  const marks = names.filter((name) => !GROUNDS.includes(name));
  return (
    <section id="palette" className="gallery-card">
      <h2>{t.palette}</h2>
      <p>{t.paletteLead}</p>
      <ul className="gallery-swatches">
        {marks.map((name) => (
          <Swatch key={name} name={name} colour={colours[name]}>
            {t.ratio(contrast(colours[name], colours.background).toFixed(1))}
          </Swatch>
        ))}
        {GROUNDS.map((name) => (
          <Swatch key={name} name={name} colour={colours[name]}>
            {t.textOnIt(contrast(colours.text, colours[name]).toFixed(1))}
          </Swatch>
        ))}
      </ul>
      <div className="gallery-ramps">
        <Ramp words={t.amounts} colour={interpolateCividis} />
        <Ramp
          words={t.differences}
          colour={(share) => {
            const side = share < 0.5 ? colours.negative : colours.positive;
            return `color-mix(in srgb, ${side} ${Math.round(Math.abs(share - 0.5) * 200)}%, ${colours.background})`;
          }}
        />
      </div>
    </section>
  );
}

function Swatch({ name, colour, children }: { name: string; colour: string; children: string }) {
  return (
    <li>
      <span className="gallery-swatch" style={{ background: colour }} />
      <strong>{name}</strong>
      <span className="number">{colour}</span>
      <span className="faint">{children}</span>
    </li>
  );
}

const STEPS = 41;

function Ramp({ words, colour }: { words: string; colour: (share: number) => string }) {
  return (
    <figure aria-label={words}>
      <div className="gallery-ramp">
        {Array.from({ length: STEPS }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <span key={i} style={{ background: colour(i / (STEPS - 1)) }} />
        ))}
      </div>
      <figcaption className="note">{words}</figcaption>
    </figure>
  );
}
