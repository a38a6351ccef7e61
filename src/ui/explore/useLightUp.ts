import { type RefObject, useEffect } from "react";
import { lightUp } from "../../plot/lightUp.ts";
import { store } from "../../state/store.ts";

/** Lights what is pointed at in every figure and list under `root`, also after one was drawn anew. Nothing is rendered. */
export function useLightUp(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame: number | undefined;
    const light = () => {
      frame = undefined;
      if (root.current) lightUp(root.current, store.getState().pointed);
    };
    const stop = store.subscribe((screen, old) => {
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
