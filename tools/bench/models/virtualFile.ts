/** A file that is written as it is read: equal bytes for equal places, whatever range they are asked for in. */
export interface VirtualFile {
  size: number;
  /** Bytes [begin, end). */
  read(begin: number, end: number): Uint8Array<ArrayBuffer>;
}

/** A stretch of a virtual file: `pattern` over and over, from its byte `from` on. */
interface Stretch {
  begin: number;
  end: number;
  pattern: Uint8Array<ArrayBuffer>;
  from: number;
}

/** Stretches one after the other, without gaps. */
export function virtualFile(
  parts: { bytes: number; pattern: Uint8Array<ArrayBuffer>; from: number }[],
): VirtualFile {
  let size = 0;
  const stretches: Stretch[] = parts.map(({ bytes, pattern, from }) => {
    size += bytes;
    return { begin: size - bytes, end: size, pattern, from };
  });
  return {
    size,
    read(begin, end) {
      const out = new Uint8Array(end - begin);
      for (const stretch of stretches) {
        const first = Math.max(begin, stretch.begin);
        const last = Math.min(end, stretch.end);
        if (first < last) fill(out.subarray(first - begin, last - begin), stretch, first - stretch.begin);
      }
      return out;
    },
  };
}

/** The stretch's bytes from its place `at` on, copied in as long pieces as there are. */
function fill(out: Uint8Array, { pattern, from }: Stretch, at: number): void {
  let place = (from + at) % pattern.length;
  for (let done = 0; done < out.length; ) {
    const n = Math.min(pattern.length - place, out.length - done);
    out.set(pattern.subarray(place, place + n), done);
    done += n;
    place = 0;
  }
}
