import { connect } from "../../workers/connect.ts";
import type { BackendChange, EngineApi } from "../core/api.ts";
import { store } from "./store.ts";

let engine: EngineApi | undefined;

/** The worker's functions. The worker starts when it is first asked for something. */
export function theEngine(): EngineApi {
  engine ??= started();
  return engine;
}

function started(): EngineApi {
  const worker = connect((reason) =>
    store.setState({
      opening: undefined,
      loading: undefined,
      planning: false,
      checking: undefined,
      evaluating: undefined,
      takingData: false,
      fitting: undefined,
      rescoring: false,
      reading: false,
      leaders: undefined,
      profiling: undefined,
      trouble: {
        message: `The worker that computes has stopped: ${reason}. Reload the page to start it again.`,
      },
    }),
  );
  void worker.onBackendChange((change) => tellChange(change)).catch(() => {}); // a worker that can't run says so itself
  return worker;
}

let tellChange = (_: BackendChange) => {};

/** Who is told of a change of the backend that nobody asked for. */
export function onBackendChange(tell: (change: BackendChange) => void): void {
  tellChange = tell;
}

/** Another engine in the worker's place, for tests. */
export function attachEngine(other: EngineApi): void {
  engine = other;
}
