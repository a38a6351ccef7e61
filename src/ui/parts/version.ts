import { version } from "../../../package.json";

/** What a figure says it was made with. */
export const MADE_WITH = `Tailscope ${version}`;
