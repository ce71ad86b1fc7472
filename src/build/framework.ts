import {spawn} from "node:child_process";
import {mkdirSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** The project's folder: where Framework's configuration lies. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Packages that Framework's client could import. It asks a registry for their newest versions unless its cache has a
 * folder of that name, even an empty one; none of our pages uses any of them.
 */
const PINS = [
  "@duckdb/duckdb-wasm@1.29.0",
  "@observablehq/inputs@0.12.0",
  "@observablehq/plot@0.6.17",
  "@observablehq/sample-datasets@1.0.1",
  "@uwdata/vgplot@0.11.0",
  "@viz-js/viz@3.11.0",
  "apache-arrow@17.0.0",
  "arquero@8.0.1",
  "d3@7.9.0",
  "d3-dsv@3.0.1",
  "echarts@5.6.0",
  "exceljs@4.4.0",
  "htl@0.3.1",
  "isoformat@0.2.1",
  "jszip@3.10.1",
  "katex@0.16.21",
  "leaflet@1.9.4",
  "lodash@4.17.21",
  "mapbox-gl@3.9.3",
  "mermaid@11.4.1",
  "minisearch@7.1.1",
  "parquet-wasm@0.6.1",
  "react@19.0.0",
  "react-dom@19.0.0",
  "topojson-client@3.1.0",
  "vega@5.30.0",
  "vega-lite@5.23.0",
  "vega-lite-api@5.6.0"
] as const;

/** Makes the empty folders in the source root's cache that keep Framework from asking a registry. */
export function pinPackages(root: string): void {
  for (const name of PINS) mkdirSync(join(root, ".observablehq", "cache", "_npm", name), {recursive: true});
}

/** Builds the pages of one source root into the output folder; both are relative to the project. Asks no network. */
export async function buildPages(root: string, output: string): Promise<void> {
  const bin = join(dirname(packageFile("@observablehq/framework")), "dist", "bin", "observable.js");
  await runNode([bin, "build"], {
    HENGCAI_SITE_ROOT: root,
    HENGCAI_SITE_OUTPUT: output,
    OBSERVABLE_TELEMETRY_DISABLE: "true",
    NO_COLOR: "1"
  });
}

/** Runs node in the project's folder; a failure carries what it printed. */
async function runNode(args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: {...process.env, ...env},
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (status !== 0) throw new Error(`failed to build pages (exit ${status}):\n${printed.slice(-4000)}`);
}

function packageFile(name: string): string {
  return createRequire(import.meta.url).resolve(`${name}/package.json`);
}
