import { expect, it } from "vitest";
import { STUDY_MODELS } from "../../src/model/catalogue.ts";
import { parseConfig } from "../../src/model/config.ts";
import { sharedJson } from "../support/shared.ts";

it.each(STUDY_MODELS)("$name has the shape of its published config", ({ name, architecture }) => {
  expect(architecture).toEqual(parseConfig(sharedJson(`reference/configs/${name}.json`), name));
});
