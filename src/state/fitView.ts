import type { Guess, OpenedModel } from "../core/api.ts";
import { store, type View } from "./store.ts";

/** The view on show came in a link: where it does not fit, that is told. */
let linked = false;

export function expectLink(): void {
  linked = true;
}

/** Puts right what the open model has not: a layer, a class. */
export function fitToModel({ shape, atlas }: OpenedModel): void {
  const { layer, pinnedClasses } = store.getState();
  const last = shape.nLayers - 1;
  const words: string[] = [];
  const change: Partial<View> = { layer: Math.min(layer ?? Infinity, last) };
  if (layer !== undefined && layer > last)
    words.push(`${shape.id} has no layer ${layer}: its last one, ${last}, is shown.`);
  const nClasses = atlas?.classes.length ?? 0;
  const known = pinnedClasses.filter((index) => index < nClasses);
  if (known.length < pinnedClasses.length) {
    change.pinnedClasses = known;
    const unknown = pinnedClasses.filter((index) => index >= nClasses).join(", ");
    words.push(
      atlas
        ? `The atlas has ${nClasses} classes, none numbered ${unknown}.`
        : "Without an atlas no class is drawn.",
    );
  }
  putRight(change, words);
}

/** Lets a token go that the text has not. */
export function fitToText({ tokenIds }: Pick<Guess, "tokenIds">): void {
  const { token } = store.getState();
  const isThere = token === undefined || token < tokenIds.length;
  if (!isThere) {
    linked = true;
    putRight({ token: undefined }, [
      `The text has ${tokenIds.length} tokens, none numbered ${token}: none is chosen.`,
    ]);
  }
  linked = false;
}

function putRight(change: Partial<View>, words: readonly string[]): void {
  store.setState(({ adjusted, notice }) => ({
    ...change,
    adjusted: adjusted + 1,
    notice: linked && words.length > 0 ? words.join(" ") : notice,
  }));
}
