import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** With these the page is cross-origin isolated, and WASM gets threads. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Nothing from anywhere else. WASM is compiled; figures are exported by way of blobs. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
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
  plugins: [react(), contentSecurityPolicy],
  build: { target: "es2023", assetsInlineLimit: 0 },
  worker: { format: "es" },
  // Its bundles find their .wasm beside themselves; copying them into a cache would lose it.
  optimizeDeps: { exclude: ["onnxruntime-web"] },
  server: { headers: ISOLATION, ...port },
  preview: { headers: ISOLATION, ...port },
});
