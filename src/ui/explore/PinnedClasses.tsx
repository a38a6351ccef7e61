import { shortLabel } from "../../plot/labels.ts";
import { togglePinnedClass } from "../../state/looking.ts";
import { point } from "../../state/pointed.ts";
import { handOver } from "../parts/handOver.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Classes whose densities are drawn besides: they may have left the list of the best. */
export function PinnedClasses() {
  const t = useTexts().explore.density;
  const pinned = useScreen((screen) => screen.pinnedClasses);
  const classes = useScreen((screen) => screen.opened?.atlas?.classes);
  if (pinned.length === 0 || classes === undefined) return null;
  return (
    <div className="pinned-classes">
      <span className="faint">{t.besides}</span>
      <ul aria-label={t.besides} onPointerLeave={() => point({})}>
        {pinned.map((index) => {
          const label = shortLabel(classes[index] ?? []);
          return (
            <li key={index} data-class={index} onPointerOver={() => point({ classIndex: index })}>
              <button
                type="button"
                className="chip"
                aria-label={t.letGo(label)}
                onClick={() => {
                  handOver(`.standings-pairs [data-class="${index}"] button`);
                  togglePinnedClass(index);
                }}
              >
                {label} ×
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
