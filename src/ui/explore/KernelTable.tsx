import type { KernelTimes } from "../../core/api.ts";
import { formatCount } from "../../plot/format.ts";
import { eachRun, kernelName, timedBy } from "../kernelWords.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { capitalised } from "../words.ts";

/** What each kernel took for the last sentence, where that was asked for. It stands last, so that its coming moves nothing. */
export function KernelTable() {
  const t = useTexts().common.kernels;
  const on = useScreen((screen) => screen.timesKernels && screen.opened?.status.backend === "webgpu");
  const times = useScreen((screen) => screen.kernelTimes);
  if (!on) return null;
  return (
    <section className="explore-kernels" aria-label={t.title}>
      {times ? (
        <>
          <Times times={times} t={t} />
          <p className="note">{capitalised(timedBy(times, t))}.</p>
        </>
      ) : (
        <p className="note">{t.waiting}</p>
      )}
    </section>
  );
}

function Times({ times, t }: { times: KernelTimes; t: Texts["common"]["kernels"] }) {
  const { kernels, how } = times;
  const isTimed = how !== "wall";
  const totalNs = kernels.reduce((sum, one) => sum + one.totalNs, 0);
  const all = { kernel: "", count: 1, totalNs, minNs: totalNs };
  return (
    <table>
      <caption>{t.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.kernel}</th>
          <th scope="col" className="cell-number">
            {t.runs}
          </th>
          {isTimed && (
            <th scope="col" className="cell-number">
              {t.each}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {kernels.map((time) => (
          <tr key={time.kernel}>
            <th scope="row">{kernelName(time, t)}</th>
            <td className="cell-number">{formatCount(time.count)}</td>
            {isTimed && <td className="cell-number">{eachRun(time, times, t)}</td>}
          </tr>
        ))}
      </tbody>
      {isTimed && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t.sum}
            </th>
            <td className="cell-number">{eachRun(all, times, t)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
