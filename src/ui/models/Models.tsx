import { useEffect } from "react";
import { refreshCache } from "../../state/cache.ts";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { CacheList } from "./CacheList.tsx";
import { CheckPanel } from "./CheckPanel.tsx";
import { ChooseModel } from "./ChooseModel.tsx";
import { FromDisk } from "./FromDisk.tsx";
import { HubForm } from "./HubForm.tsx";
import { PlanView } from "./PlanView.tsx";
import { TapTable } from "./TapTable.tsx";

/** Which model runs, where it comes from, and what it takes. */
export function Models() {
  const t = useTexts().models;
  const hasModels = useScreen((screen) => screen.models.length > 0);

  useEffect(() => {
    if (hasModels) void refreshCache();
  }, [hasModels]);

  return (
    <div className="models">
      <p className="lead">{t.lead}</p>
      <div className="models-main">
        <PlanView />
        <ChooseModel />
        <HubForm />
      </div>
      <div className="models-side">
        <FromDisk />
        <TapTable />
        <CheckPanel />
        <CacheList />
      </div>
    </div>
  );
}
