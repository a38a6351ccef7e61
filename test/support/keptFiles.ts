import { expect, type Page } from "@playwright/test";

/** Addresses in the browser's Cache Storage. */
export const keptAddresses = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => url);
  });

/** Those of them that are not what their address says: each carries the SHA-256 of its file. */
export const keptWrongly = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const wrong: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const bytes = await (await cache.match(request))!.arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        if (!request.url.endsWith(`?sha256=${hex}`)) wrong.push(request.url);
      }
    }
    return wrong;
  });

/** Waits until all that a guess on WASM needs is kept. */
export async function everythingKept(page: Page, model: string): Promise<void> {
  const needed = [
    /\/index\.html/,
    /engine\.worker-.*\.js/,
    /ort\.wasm\.bundle.*\.mjs/,
    /threaded-.*\.wasm/,
    ...["config.json", "tokenizer.json", "model.safetensors", "default.atlas"].map(
      (name) => new RegExp(`models/${model}/${name}`),
    ),
  ];
  const missing = async () => {
    const kept = await keptAddresses(page);
    return needed.filter((one) => !kept.some((address) => one.test(address))).map(String);
  };
  await expect.poll(missing).toEqual([]);
}
