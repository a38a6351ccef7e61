import { SEPARATOR, shortLabel } from "../../plot/labels.ts";

/** The whole of each name is read aloud; the eye gets its short form. */
export function StandingLabel({ path }: { path: readonly string[] }) {
  return path.map((category, index) => {
    const short = shortLabel([category]);
    const start = category.indexOf(short);
    return (
      <span key={category}>
        {index > 0 && SEPARATOR}
        <span className="visually-hidden">{category.slice(0, start)}</span>
        {short}
        <span className="visually-hidden">{category.slice(start + short.length)}</span>
      </span>
    );
  });
}
