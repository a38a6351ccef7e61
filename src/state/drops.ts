import { setTab } from "./actions.ts";
import { importAtlas } from "./atlases.ts";
import { takeDataFile } from "./data.ts";
import { takeDrop } from "./disk.ts";
import { addReports } from "./reports.ts";
import { store } from "./store.ts";

const TABLE = /\.(?:csv|tsv|jsonl|ndjson)$/i;
const DATA = /\.(?:json|jsonl|ndjson|csv|tsv|txt)$/i;

/** What is dropped goes where it is of use: data to Fit, reports to Compare, all else is a model's. Call it while the event is handled. */
export function takeDropped(transfer: DataTransfer): Promise<void> {
  const { tab } = store.getState();
  const files = [...transfer.files];
  const [file] = files;
  if (tab === "compare" && files.length > 0 && files.every(({ name }) => /\.json$/i.test(name)))
    return addReports(files);
  if (file !== undefined && files.length === 1) {
    if (TABLE.test(file.name) || (tab === "fit" && DATA.test(file.name))) {
      setTab("fit");
      return takeDataFile(file);
    }
    if (tab === "fit" && /\.atlas$/i.test(file.name)) return importAtlas(file);
  }
  return takeDrop(transfer);
}
