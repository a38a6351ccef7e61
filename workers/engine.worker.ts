import { expose } from "comlink";
import { createEngine } from "./engineService.ts";
import { tellFilesUsed } from "./filesUsed.ts";

// This file lies in `assets/` of the built page and in `workers/` of the source: the models are beside either.
const base = new URL("../", self.location.href).href;
tellFilesUsed(base);
expose(createEngine(`${base}models/`));
