import { theEngine } from "./engine.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Checks the open model. What comes after another model was opened is dropped. */
export async function runSelfCheck(): Promise<void> {
  const { loaded, checking } = store.getState();
  if (loaded === undefined || checking !== undefined) return;
  let done = false;
  const isOpen = () => store.getState().loaded === loaded;
  store.setState({ checking: { label: "Running the probe sentence", fraction: 0 } });
  try {
    const check = await theEngine().selfCheck((progress) => {
      if (!done && isOpen()) store.setState({ checking: progress });
    });
    if (isOpen()) store.setState({ check });
  } catch (error) {
    if (isOpen()) report(error);
  } finally {
    done = true;
    if (isOpen()) store.setState({ checking: undefined });
  }
}
