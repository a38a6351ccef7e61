// a worker starts without what lets the command line be TypeScript (tailscope.mjs)
const { register } = await import("tsx/esm/api");
register();
await import("./scoring.worker.ts");
