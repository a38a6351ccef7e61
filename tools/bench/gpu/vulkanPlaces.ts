import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromiumPath } from "../../../test/support/chromium.ts";

/** Where Linux keeps what its /usr/bin/chromium starts. */
const USUAL = [
  "/usr/lib/chromium",
  "/usr/lib/chromium-browser",
  "/usr/lib64/chromium-browser",
  "/opt/google/chrome",
  "/snap/chromium/current/usr/lib/chromium-browser",
];

/** Environment variables under which Dawn may find a driver, and what that would be. */
export interface VulkanPlace {
  what: string;
  env: Record<string, string>;
}

/** The system's own driver first; last SwiftShader, which lies beside Chromium with a Vulkan loader of its own. */
export function vulkanPlaces(folders = chromiumFolders()): VulkanPlace[] {
  const places: VulkanPlace[] = [{ what: "the system's driver", env: {} }];
  const loader = folders.find((folder) => existsSync(join(folder, "libvulkan.so.1")));
  if (loader === undefined) return places;
  const before = process.env.LD_LIBRARY_PATH;
  const env = { LD_LIBRARY_PATH: before ? `${before}:${loader}` : loader };
  places.push({ what: "the system's driver through Chromium's loader", env });
  const driver = folders.map((f) => join(f, "vk_swiftshader_icd.json")).find((file) => existsSync(file));
  if (driver !== undefined) {
    places.push({
      what: "Chromium's SwiftShader",
      env: { ...env, VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver },
    });
  }
  return places;
}

function chromiumFolders(): string[] {
  try {
    const path = chromiumPath();
    return [...new Set([dirname(realpathSync(path)), dirname(path), ...USUAL])];
  } catch {
    return USUAL; // none is installed: there may be a driver all the same
  }
}
