import { useEffect } from "react";
import { refreshAtlases } from "../../state/atlases.ts";
import { refreshFits } from "../../state/begunFits.ts";
import { takeData } from "../../state/data.ts";
import { store } from "../../state/store.ts";
import { useScreen } from "../useScreen.ts";
import { AtlasList } from "./AtlasList.tsx";
import { BegunFits } from "./BegunFits.tsx";
import { DataPreviewView } from "./DataPreviewView.tsx";
import { DataSource } from "./DataSource.tsx";
import { FitPanel } from "./FitPanel.tsx";
import { OptionFields } from "./OptionFields.tsx";

/** From sentences of one's own to an atlas of the open model. */
export function Fit() {
  const ready = useScreen((screen) => screen.models.length > 0);

  useEffect(() => {
    if (!ready) return;
    void refreshFits();
    void refreshAtlases();
    if (store.getState().data === undefined) void takeData();
  }, [ready]);

  return (
    <div className="fit-tab">
      <p className="lead">
        An atlas holds, for each class of sentences and each layer, how the magnitudes of the open model’s
        activations are spread. Fit one on our sentences or on yours: they stay on this machine.
      </p>
      <div className="models-main">
        <DataSource />
        <DataPreviewView />
        <OptionFields />
      </div>
      <div className="models-side">
        <FitPanel />
        <BegunFits />
        <AtlasList />
      </div>
    </div>
  );
}
