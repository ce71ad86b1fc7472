import {fileURLToPath} from "node:url";
import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** Those without a database first: what they notice need not wait for the others. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({moduleId}: TestSpecification) => QUICK.findIndex(name => moduleId.includes(name)) >>> 0;
    return [...files].sort((a, b) => place(a) - place(b));
  }
}
const QUICK = ["spoilings", "faults", "judge"];

/** What every mutant of the TypeScript must pass through: few claims, few seconds, nothing read before a test begins. */
// biome-ignore lint/style/noDefaultExport: vitest reads its configuration so
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/mutation/code/*.test.ts"],
    sequence: {sequencer: QuickFirst},
    testTimeout: 60_000,
    hookTimeout: 120_000
  }
});
