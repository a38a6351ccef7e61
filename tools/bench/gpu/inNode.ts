import { fork } from "node:child_process";
import { join } from "node:path";
import type { Answer, Asked } from "./runAsked.ts";
import { vulkanPlaces } from "./vulkanPlaces.ts";

/** What the process on Dawn says. */
export type Word = { line: string } | { answer: Answer | null } | { error: string };

/** What a place answered, and the program it was. */
export interface Found {
  answer: Answer;
  where: string;
}

/**
 * Runs on Dawn in a process of its own, because a driver's place must be known when a process starts.
 * @throws Error, in words, where no driver gives an adapter
 */
export async function inNode(
  asked: Asked,
  tell: (line: string) => void,
  places = vulkanPlaces(),
): Promise<Found> {
  const reasons: string[] = [];
  for (const { what, env } of places) {
    const { answer, said } = await onDawn(asked, env, tell);
    if (answer) return { answer, where: `Node ${process.versions.node} on Dawn, ${what}` };
    reasons.push(`${what}: no adapter${said ? ` (${said.split("\n")[0]})` : ""}`);
  }
  throw new Error(
    `Dawn finds no GPU adapter. Tried ${reasons.join("; ")}. A Vulkan driver and its loader (libvulkan.so.1) are needed, or a Chromium, whose SwiftShader serves as one.`,
  );
}

function onDawn(
  asked: Asked,
  env: Record<string, string>,
  tell: (line: string) => void,
): Promise<{ answer: Answer | undefined; said: string }> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "nodeProcess.ts"), [JSON.stringify(asked)], {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    let said = "";
    let last: Word | undefined;
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.on("message", (word: Word) => {
      if ("line" in word) tell(word.line);
      else last = word;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (last && "answer" in last) resolve({ answer: last.answer ?? undefined, said });
      else if (last && "error" in last) reject(new Error(last.error));
      else reject(new Error(`Dawn's process ended by itself (${code ?? signal}): ${said.trim()}`));
    });
  });
}
