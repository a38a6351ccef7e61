import alone from "./team.wgsl?raw";
import subgroups from "./teamSubgroups.wgsl?raw";

/** What lets lanes count together on this device. Goes before all other code: it may begin with a directive. */
export const team = ({ features }: GPUDevice): string => (features.has("subgroups") ? subgroups : alone);
