import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesUnder, tailscope, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";

const root = tempFolder();
const COMMANDS =
  "activations fit evaluate predict models export data atlas report study compare values".split(" ");

describe("help", () => {
  it("of the program names every command and exits 0", async () => {
    const { code, stdout, stderr } = await tailscope("--help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of COMMANDS) expect(stdout).toContain(`tailscope ${command} `);
  });

  it("tells which version this is", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await tailscope("--version")).toEqual({ code: 0, stdout: `tailscope ${version}\n`, stderr: "" });
  });

  it.each(COMMANDS)("of %s begins with its usage and exits 0", async (command) => {
    const { code, stdout, stderr } = await tailscope(command, "--help");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^tailscope ${command} `));
  });

  it("goes to stderr with exit code 2 where no command was given", async () => {
    const { code, stdout, stderr } = await tailscope();
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("tailscope predict ");
  });

  it("follows an unknown command, even one that JavaScript's objects know", async () => {
    for (const name of ["guess", "constructor"]) {
      const { code, stderr } = await tailscope(name);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`^tailscope: "${name}" is no command\\.`));
    }
  });
});

describe("wrong usage exits 2 with one sentence", () => {
  const out = ["--out", join(root, "x")];
  it.each([
    ["--out is missing", ["fit"]],
    ["--model is missing", ["fit", ...out]],
    ["--data is missing", ["fit", "--model", ".", ...out]],
    ["--classes is missing", ["fit", "--from-activations", "f", ...out]],
    [
      "--model and --from-activations exclude each other",
      ["fit", "--model", ".", "--from-activations", "f", ...out],
    ],
    ["Unknown option '--bandwith'", ["fit", "--bandwith", "4", ...out]],
    ["--bandwidth-scale 0: a number from", ["fit", "--model", ".", "--bandwidth-scale", "0", ...out]],
    ["--grid-points 20.5: a whole number", ["fit", "--model", ".", "--grid-points", "20.5", ...out]],
    ["--tail-rule fixed:2,1: published,", ["fit", "--model", ".", "--tail-rule", "fixed:2,1", ...out]],
    ["--pooling first: last, all or mean", ["fit", "--model", ".", "--pooling", "first", ...out]],
    ["--atlas is missing", ["evaluate", ...out]],
    ["--mode half: full, tails or std<k>", ["evaluate", "--mode", "full,half", ...out]],
    ["one text in quotation marks is needed", ["predict", "--model", ".", "--atlas", "a"]],
    ["one text in quotation marks is needed", ["predict", "--model", ".", "--atlas", "a", "two", "words"]],
    ["one text in quotation marks is needed", ["predict", "--model", ".", "--atlas", "a", "  "]],
  ])("%s (%#)", async (sentence, args) => {
    expect(await tailscopeRefusal(...args)).toContain(`2 ${sentence}`);
    expect(filesUnder(root)).toEqual([]);
  });
});
