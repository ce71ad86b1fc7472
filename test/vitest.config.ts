import {fileURLToPath} from "node:url";
import {defineConfig} from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    exclude: process.env.HENGCAI_FULL ? [] : ["test/**/*.full.test.ts"],
    globalSetup: ["test/scratch.ts"],
    // What a file imports is imported once a worker: nothing of ours keeps what another file could trip over.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // A browser on a busy machine may miss a wait; what is wrong is wrong twice.
    retry: process.env.CI ? 1 : 0,
    maxWorkers: 2
  }
});
