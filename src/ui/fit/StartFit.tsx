import { startFit } from "../../state/fit.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";

/** Begins the fit with what stands in the steps; what can't be used is refused in words. */
export function StartFit({ onStart }: { onStart?: () => void }) {
  const t = useTexts().fit.panel;
  const ready = useScreen(
    ({ opened, data, takingData, opening }) =>
      opened !== undefined && data !== undefined && !takingData && opening === undefined,
  );
  return (
    <ActionButton
      className="button button-primary"
      ready={ready}
      onClick={() => {
        void startFit();
        onStart?.();
      }}
    >
      {t.start}
    </ActionButton>
  );
}
