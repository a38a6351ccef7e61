#!/usr/bin/env node
import { spawn } from "node:child_process";
import { MEMORY } from "./memory.mjs";

if (process.platform === "linux" && process.env.MALLOC_MMAP_THRESHOLD_ === undefined) {
  const program = [...process.execArgv, ...process.argv.slice(1)];
  // in a group of its own, so that Ctrl-C comes once, from here; the channel tells it that nobody is left to ask for it
  const stdio = ["inherit", "inherit", "inherit", "ipc"];
  const env = { ...process.env, ...MEMORY };
  const child = spawn(process.execPath, program, { detached: true, stdio, env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
  });
} else {
  process.channel?.unref();
  process.on("disconnect", () => process.exit(1));
  // the command line is TypeScript, run as it is: tsx strips the types
  const { register } = await import("tsx/esm/api");
  register();
  await import("./main.ts");
}
