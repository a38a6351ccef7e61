import { expose } from "comlink";
import { steps } from "./opfsSteps.ts";

expose(steps);
