import { store } from "../../state/store.ts";

/** The layer that is looked at, for a drawing that is told of another one without being drawn anew. */
export const layerNow = () => store.getState().layer ?? 0;
