import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { start } from "./state/actions.ts";
import { followAddress } from "./state/address.ts";
import { App } from "./ui/App.tsx";
import { followTheme } from "./ui/theme.ts";
import "./ui/styles/base.css";
import "./ui/styles/header.css";
import "./ui/styles/controls.css";
import "./ui/styles/standings.css";
import "./ui/styles/explore.css";
import "./ui/styles/evaluate.css";
import "./ui/styles/models.css";
import "./ui/styles/fit.css";

followTheme();
followAddress();
void start();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
