/** A model's folder in the Hugging Face layout, wherever it lies: on disk, behind a URL, dropped on the page. */
export interface ModelFiles {
  /** The folder's or repository's name. */
  readonly id: string;
  /** Bytes [begin, end) of a file, all of it where no range is given; undefined where there is no such file. */
  read(path: string, range?: { begin: number; end: number }): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Length in bytes; undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
}
