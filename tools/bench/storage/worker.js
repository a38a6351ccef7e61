// Writes and reads 24 tensors of 4 MB and one of 150 MB in pieces as a network brings them, each way; times in ms.

const SIZES = [...new Array(24).fill(4e6), 150e6];
const PIECE = 64 * 1024;
const piece = crypto.getRandomValues(new Uint8Array(PIECE));

const root = await navigator.storage.getDirectory();

function* pieces(size) {
  for (let at = 0; at < size; at += PIECE) yield [at, piece.subarray(0, Math.min(PIECE, size - at))];
}

async function writeSync(name, size) {
  const handle = await root.getFileHandle(`${name}~part`, { create: true });
  const access = await handle.createSyncAccessHandle();
  for (const [at, bytes] of pieces(size)) access.write(bytes, { at });
  access.flush();
  access.close();
  await handle.move(name);
}

async function writeStream(name, size) {
  const stream = await (await root.getFileHandle(name, { create: true })).createWritable();
  for (const [, bytes] of pieces(size)) await stream.write(bytes);
  await stream.close();
}

async function writeCache(name, size) {
  const source = pieces(size);
  const body = new ReadableStream({
    pull(controller) {
      const { value, done } = source.next();
      if (done) controller.close();
      else controller.enqueue(value[1].slice());
    },
  });
  await (await caches.open("bench")).put(`/${name}`, new Response(body));
}

const readFile = async (name) => (await (await root.getFileHandle(name)).getFile()).arrayBuffer();

async function readSync(name) {
  const access = await (await root.getFileHandle(name)).createSyncAccessHandle();
  const bytes = new Uint8Array(access.getSize());
  access.read(bytes, { at: 0 });
  access.close();
  return bytes.buffer;
}

const readCache = async (name) => (await (await caches.open("bench")).match(`/${name}`)).arrayBuffer();

const WAYS = {
  "OPFS, sync handle; read as File": [writeSync, readFile],
  "OPFS, sync handle; read by it": [writeSync, readSync],
  "OPFS, createWritable; read as File": [writeStream, readFile],
  "Cache API, streamed Response": [writeCache, readCache],
};

async function timed(call) {
  const from = performance.now();
  for (const [i, size] of SIZES.entries()) await call(`t${i}`, size);
  return performance.now() - from;
}

addEventListener("message", async ({ data: way }) => {
  const [write, read] = WAYS[way];
  const written = await timed(write);
  const got = await timed(async (name, size) => {
    const { byteLength } = await read(name);
    if (byteLength !== size) throw new Error(`${way}: ${byteLength} bytes, not ${size}`);
  });
  for (const i of SIZES.keys()) await root.removeEntry(`t${i}`).catch(() => {});
  await caches.delete("bench");
  postMessage({ written, got, bytes: SIZES.reduce((a, b) => a + b) });
});
postMessage(Object.keys(WAYS));
