import { expose } from "comlink";
import { createEngine } from "./engineService.ts";

// This file lies in `assets/` of the built page and in `workers/` of the source: the models are beside either.
expose(createEngine(new URL("../models/", self.location.href).href));
