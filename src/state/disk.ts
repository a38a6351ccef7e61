import { keepAtlas, takeAtlas } from "./atlas.ts";
import { theEngine } from "./engine.ts";
import { sortHanded } from "./handed.ts";
import { forgetHandles, recall, remember, rememberedNames } from "./handles.ts";
import { consider } from "./plan.ts";
import { forget, reconcile } from "./reconcile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";
import { type Found, fromDrop, fromHandles, fromInput } from "./walk.ts";

/** What was dropped on the page. Call it while the event is handled: its items die with it. */
export function takeDrop(transfer: DataTransfer): Promise<void> {
  return take(() => fromDrop(transfer.items));
}

/** What an `<input type="file">` was given. */
export function takeInput(files: FileList): Promise<void> {
  return take(async () => fromInput(files));
}

/** Whether the browser has a picker of folders that can be remembered. */
export function hasFolderPicker(): boolean {
  return typeof (window as PickerWindow).showDirectoryPicker === "function";
}

export function pickFolder(): Promise<void> {
  return take(async () => fromHandles([await (window as PickerWindow).showDirectoryPicker!()]));
}

/** Opens again what was opened before, if the person still allows it and it still lies there. */
export function reopen(name: string): Promise<void> {
  return take(async () => {
    const handles = (await recall(name)) as AskingHandle[];
    for (const handle of handles) {
      if ((await handle.queryPermission?.({ mode: "read" })) === "granted") continue;
      if ((await handle.requestPermission?.({ mode: "read" })) === "denied") {
        store.setState({ notice: `The browser was not allowed to read “${name}” again.` });
        return undefined;
      }
    }
    return fromHandles(handles);
  }, name);
}

export async function forgetRemembered(name: string): Promise<void> {
  await forgetHandles(name);
  store.setState({ remembered: await rememberedNames() });
}

/** `asked`: the name it was remembered by. */
async function take(find: () => Promise<Found | undefined>, asked?: string): Promise<void> {
  try {
    const found = await find();
    if (found !== undefined) await handOver(found);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "AbortError") return; // the picker was closed
    if (name === "NotFoundError" && asked !== undefined) {
      store.setState({ notice: `“${asked}” is not where it was: choose it again, or forget it.` });
      return;
    }
    report(error);
  }
}

async function handOver({ folder, files, handles }: Found): Promise<void> {
  const { name, model, atlas } = sortHanded(files, folder);
  if (model.length === 0) {
    if (atlas !== undefined) await takeAtlas(atlas);
    return;
  }
  const entry = await theEngine().addFiles(name, model);
  if (atlas !== undefined) keepAtlas(entry.id, atlas);
  if (handles.length > 0) await remember(name, handles);
  const [models, remembered] = await Promise.all([theEngine().models(), rememberedNames()]);
  store.setState({ models, remembered });
  if (store.getState().openedId === entry.id) {
    forget("open"); // it may hold other files now
    void reconcile();
  }
  await consider(entry.id);
}

// Not every browser has these, nor does TypeScript's library.
type PickerWindow = Window & { showDirectoryPicker?: () => Promise<FileSystemDirectoryHandle> };
interface AskingHandle extends FileSystemHandle {
  queryPermission?: (want: { mode: "read" }) => Promise<PermissionState>;
  requestPermission?: (want: { mode: "read" }) => Promise<PermissionState>;
}
