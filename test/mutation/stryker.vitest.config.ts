import {fileURLToPath} from "node:url";
import {defineConfig} from "vitest/config";

/** What every mutant of the TypeScript must pass through: few claims, few seconds, nothing read before a test begins. */
// biome-ignore lint/style/noDefaultExport: vitest reads its configuration so
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/mutation/code/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000
  }
});
