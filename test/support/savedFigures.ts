import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { readDelimited } from "../../src/core/delimited.ts";
