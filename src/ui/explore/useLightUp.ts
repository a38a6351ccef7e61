import { type RefObject, useEffect } from "react";
import { chooseLayer } from "../../plot/chosenLayer.ts";
import { lightUp } from "../../plot/lightUp.ts";
import { store } from "../../state/store.ts";
import { layerNow } from "./layerNow.ts";

/** Lights what is pointed at in every figure and list under `root`, also after one was drawn anew, and marks the layer on show. Nothing is rendered. */
export function useLightUp(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame: number | undefined;
    const light = () => {
      frame = undefined;
      if (root.current) lightUp(root.current, store.getState().pointed);
    };
    const stop = store.subscribe((screen, old) => {
      if (screen.layer !== old.layer && root.current) chooseLayer(root.current, layerNow());
      const isLit = Object.values(screen.pointed).some((value) => value !== undefined);
      if (screen.pointed === old.pointed && !isLit) return;
      frame ??= requestAnimationFrame(light);
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [root]);
}
