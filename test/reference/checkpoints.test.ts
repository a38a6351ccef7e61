import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { openBlockSessions } from "../../src/model/blockSessions.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { layerErrors } from "../support/layerErrors.ts";
import { SHARED, sharedBytes } from "../support/shared.ts";
import { readTensors } from "../support/tensors.ts";

const root = resolve(SHARED, "reference/checkpoints");
const names = readdirSync(root);

it("ten checkpoints are there", () => expect(names).toHaveLength(10));

for (const name of names) {
  it(`${name} has PyTorch's residual stream on onnxruntime-node`, async () => {
    const sessions = await openBlockSessions(
      await openCheckpoint(folderFiles(resolve(root, name))),
      nodeRuntime(),
    );
    const reference = readTensors(sharedBytes(`reference/checkpoints/${name}/reference.safetensors`));
    for (const error of await layerErrors(sessions, reference, async (r) => r))
      expect(error).toBeLessThan(1e-4);
    await sessions.release();
  });
}
