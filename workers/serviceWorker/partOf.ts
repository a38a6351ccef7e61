/** The bytes of a whole response that a Range header asks for (RFC 9110, 14.2): one stretch of them; of several, all. */
export async function partOf(whole: Response, range: string): Promise<Response> {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range.replaceAll(" ", "")) ?? [];
  if (from === undefined || to === undefined || from + to === "") return whole;
  const bytes = await whole.blob();
  const { size } = bytes;
  const begin = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  const headers = new Headers(whole.headers);
  headers.set("Accept-Ranges", "bytes");
  if (begin >= end) {
    headers.set("Content-Range", `bytes */${size}`);
    headers.delete("Content-Length");
    return new Response(null, { status: 416, statusText: "Range Not Satisfiable", headers });
  }
  headers.set("Content-Range", `bytes ${begin}-${end - 1}/${size}`);
  headers.set("Content-Length", String(end - begin));
  return new Response(bytes.slice(begin, end), { status: 206, statusText: "Partial Content", headers });
}
