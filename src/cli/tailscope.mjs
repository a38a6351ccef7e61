#!/usr/bin/env node
// The command line is TypeScript, run as it is: tsx strips the types.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
