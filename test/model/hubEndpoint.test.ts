import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT, parseEndpoint } from "../../src/model/hub/endpoint.ts";
import { refusal } from "../support/refusal.ts";

describe("the hub's address", () => {
  it.each([
    [DEFAULT_ENDPOINT, DEFAULT_ENDPOINT],
    [" https://HF-mirror.example// ", "https://hf-mirror.example"],
    ["https://mirror.example:8443/hub/", "https://mirror.example:8443/hub"],
    ["http://localhost:8080/", "http://localhost:8080"],
    ["http://127.0.0.1:1", "http://127.0.0.1:1"],
    ["http://[::1]:1", "http://[::1]:1"],
    ["http://10.0.0.7", "http://10.0.0.7"],
    ["http://172.31.1.1", "http://172.31.1.1"],
    ["http://192.168.1.1", "http://192.168.1.1"],
    ["http://[fd00::1]", "http://[fd00::1]"],
    ["http://nas", "http://nas"],
    ["http://hub.local", "http://hub.local"],
  ])("%s is %s", (text, endpoint) => {
    expect(parseEndpoint(text)).toBe(endpoint);
  });

  it.each([
    ["", '"" can\'t be read'],
    ["huggingface.co", '"huggingface.co" can\'t be read'],
    ["ftp://a.b", "ftp://a.b/ is neither https nor http"],
    ["javascript:alert(1)", expect.stringContaining("is neither https nor http")],
    ["https://me:pass@huggingface.co", "https://huggingface.co/ comes with a name or a password"],
    ["https://huggingface.co/?a=b", "https://huggingface.co/ comes with a query"],
    ["https://huggingface.co/#", "https://huggingface.co/ comes with a query"],
    ["http://huggingface.co", "http://huggingface.co/ is not encrypted and not in your own network"],
    ["http://172.32.0.1", "http://172.32.0.1/ is not encrypted and not in your own network"],
    ["http://127.evil.example", "http://127.evil.example/ is not encrypted and not in your own network"],
    ["http://8.8.8.8", "http://8.8.8.8/ is not encrypted and not in your own network"],
    ["http://[2001:db8::1]", "http://[2001:db8::1]/ is not encrypted and not in your own network"],
  ])("%j is refused", async (text, why) => {
    const said = await refusal(() => parseEndpoint(text));
    expect(
      said.replace(/^usage: The hub's address (.*): write one like https:\/\/huggingface\.co\.$/, "$1"),
    ).toEqual(why);
  });
});
