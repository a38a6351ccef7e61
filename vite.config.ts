import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { serviceWorker } from "./tools/vite/serviceWorker.ts";
import { ISOLATION } from "./workers/serviceWorker/isolated.ts";

/** Nothing from anywhere else. WASM is compiled; figures are exported by way of blobs. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Only in the built page: the development server injects inline scripts of its own. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
      injectTo: "head-prepend",
    },
  ],
};

const port = process.env.PORT === undefined ? {} : { port: Number(process.env.PORT), strictPort: true };

export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy, serviceWorker()],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "gallery/index.html"] },
  },
  worker: { format: "es" },
  // Its bundles find their .wasm beside themselves; copying them into a cache would lose it.
  optimizeDeps: { exclude: ["onnxruntime-web"] },
  server: { headers: ISOLATION, ...port },
  preview: { headers: ISOLATION, ...port },
});
