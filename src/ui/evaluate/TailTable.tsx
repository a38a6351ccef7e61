import { useState } from "react";
import { formatPercent } from "../../plot/format.ts";
import type { LabelledTailMap } from "../../plot/tailMapLayout.ts";

/** More rows than this are left to the CSV. */
const MOST = 200;

/** The tail map's numbers, for those who read tables. */
export function TailTable({ map }: { map: LabelledTailMap }) {
  const [open, setOpen] = useState(false);
  const layers = map.floorShare[0]?.map((_, layer) => layer) ?? [];
  return (
    <details className="method" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>The same as a table</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="table-scroll" aria-label="No say, by class and layer" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">No say, of sentences</th>
                {layers.map((layer) => (
                  <th key={layer} scope="col">
                    layer {layer}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {map.labels.slice(0, MOST).map((label, row) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {layers.map((layer) => (
                    <td key={layer} className="number">
                      {formatPercent(map.floorShare[row]![layer]!, 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {open && map.labels.length > MOST && (
        <p className="note">
          The first {MOST} of {map.labels.length} classes; the CSV has all.
        </p>
      )}
    </details>
  );
}
