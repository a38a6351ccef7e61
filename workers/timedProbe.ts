import type { KernelTimes } from "../src/core/api.ts";
import { probeIds } from "../src/core/probe.ts";
import { probeScoring } from "../src/engine/probeScoring.ts";
import { type Probed, probe } from "../src/engine/selfCheck.ts";
import { timePasses } from "../src/gpu/passTimer.ts";
import type { OpenLab } from "./openLab.ts";

/** What browsers round their clock to in a page that is not isolated, ns. */
const COARSE = 100_000;

/**
 * Runs the probe, and does with its layers what is done with a typed sentence's: kernels are timed as the device can, their CPU
 * twins by the clock. No times where values are not finite, or where another atlas is taken meanwhile.
 */
export async function timedProbe(
  open: OpenLab,
  onLayer: () => void,
): Promise<{ active: Probed; kernels?: KernelTimes }> {
  const { shared, kit, scoring } = open;
  const device = await kit.device();
  const scored = probeScoring(scoring, probeIds(shared).length);
  const timer = device && timePasses(device);
  const unlessReplaced = async (work: () => Promise<void>) => {
    try {
      if (open.scoring === scoring) await work();
    } catch (error) {
      if (open.scoring === scoring) throw error;
    }
  };
  try {
    const active = await probe(shared, kit.runtime.toArray, async (_, activations) => {
      onLayer();
      await unlessReplaced(() => scored.add(activations));
      await device?.queue.onSubmittedWorkDone(); // the next layer is not to wait for it
    });
    if (active.finite) await unlessReplaced(scored.draw);
    if (!active.finite || open.scoring !== scoring) return { active };
    const onCpu = { ...scored.times(), ...(!crossOriginIsolated && { stepNs: COARSE }) };
    return { active, kernels: timer ? await timer.read() : onCpu };
  } finally {
    timer?.stop();
    scored.dispose();
  }
}
