import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { start } from "./state/actions.ts";
import { followAddress } from "./state/address.ts";
import { install } from "./state/install.ts";
import { followLanguage } from "./state/language.ts";
import { App } from "./ui/App.tsx";
import { followTheme } from "./ui/theme.ts";
import "./ui/styles/base.css";
import "./ui/styles/header.css";
import "./ui/styles/hint.css";
import "./ui/styles/method.css";
import "./ui/styles/tour.css";
import "./ui/styles/controls.css";
import "./ui/styles/figure.css";
import "./ui/styles/standings.css";
import "./ui/styles/sentence.css";
import "./ui/styles/headline.css";
import "./ui/styles/layerViews.css";
import "./ui/styles/explore.css";
import "./ui/styles/evaluateControls.css";
import "./ui/styles/matrix.css";
import "./ui/styles/evaluate.css";
import "./ui/styles/compare.css";
import "./ui/styles/models.css";
import "./ui/styles/fitSteps.css";
import "./ui/styles/options.css";
import "./ui/styles/fit.css";

followTheme();
followAddress();
followLanguage();
void install().then(start);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
