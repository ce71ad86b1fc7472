import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join, relative, resolve, sep} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const FLOORS = ["loaders", "scoring", "publish", "src", "cli"];
/** What each floor may take from ours; docs/architecture.md says why. */
const MAY: Readonly<Record<string, (target: string, file: string) => boolean>> = {
  loaders: file => file.startsWith("loaders/"),
  scoring: file => file.startsWith("scoring/") || /^loaders\/(error|sql|database|yaml|nearest)\.ts$/.test(file),
  publish: file =>
    file.startsWith("publish/") ||
    /^scoring\/(policy|settings|builtin|capLoss|readCapLoss)\.ts$/.test(file) ||
    /^loaders\/(error|sql|database)\.ts$/.test(file),
  // What runs in the browser shares contracts, readers and the compiler; the test below sees to it that it can.
  src: (target, file) =>
    target.startsWith("src/") ||
    target.startsWith("publish/") ||
    target === "loaders/database.ts" ||
    (file.startsWith("src/client/") && /^(loaders|scoring)\//.test(target)),
  cli: () => true
};
/** Modules the browser will run: no Node, no package that needs it. */
const SHARED = [
  "contract",
  "contracts/index",
  "contracts/codes",
  "table",
  "issue",
  "header",
  "cell",
  "readTable",
  "nearest",
  "openBytes",
  "precheck/checkFile",
  "precheck/dropped",
  "precheck/guess"
];

interface Import {
  target: string;
  typeOnly: boolean;
}

const files = FLOORS.flatMap(floor => walk(join(root, floor))).map(file => relative(root, file).split(sep).join("/"));
const imports = new Map(files.map(file => [file, importsOf(file)]));

describe("the house", () => {
  test("data flows down and imports point up", () => {
    const wrong = files.flatMap(file =>
      ours(file)
        .filter(({target}) => !MAY[file.split("/")[0]!]!(target, file))
        .map(({target}) => `${file} → ${target}`)
    );
    expect(wrong).toEqual([]);
  });

  test("no module stands in a circle, type imports included", () => {
    expect(files.flatMap(file => circleFrom(file) ?? [])).toEqual([]);
  });

  test("what the browser shares touches neither Node nor files", () => {
    const seen = new Set<string>();
    const visit = (file: string): string[] => {
      if (seen.has(file)) return [];
      seen.add(file);
      const node = imports
        .get(file)!
        .filter(({target, typeOnly}) => !typeOnly && /^(node:|yauzl|@duckdb\/node)/.test(target));
      return [
        ...node.map(({target}) => `${file} → ${target}`),
        ...ours(file)
          .filter(i => !i.typeOnly)
          .flatMap(i => visit(i.target))
      ];
    };
    const shared = SHARED.map(name => `loaders/${name}.ts`);
    const run = files.filter(file => file.startsWith("src/client/"));
    expect(shared.filter(file => !files.includes(file))).toEqual([]);
    expect([...shared, ...run].flatMap(visit)).toEqual([]);
  });

  test("README names every npm script and every folder", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const {scripts} = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {scripts: Record<string, string>};
    const names = Object.keys(scripts).map(name =>
      name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`
    );
    const folders = ["data", "loaders", "scoring", "publish", "src", "cli", "test", "bench", "docs"];
    expect([...names, ...folders.map(name => `${name}/`)].filter(name => !readme.includes(name))).toEqual([]);
  });

  test("every dependency is pinned and stands in docs/dependencies.md", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    const words = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    const all = Object.entries({...manifest.dependencies, ...manifest.devDependencies});
    expect(all.filter(([, version]) => !/^\d/.test(version))).toEqual([]);
    expect(all.map(([name]) => name).filter(name => !name.startsWith("@types/") && !words.includes(name))).toEqual([]);
  });
});

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    if (entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /\.ts$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
  const dynamic = text.matchAll(/\bimport\("([^"]+)"\)/g);
  return [
    ...[...found].map(match => ({target: resolveTarget(file, match[2]!), typeOnly: match[1] !== undefined})),
    ...[...dynamic].map(match => ({target: resolveTarget(file, match[1]!), typeOnly: false}))
  ];
}

function resolveTarget(file: string, target: string): string {
  if (!target.startsWith(".")) return target;
  return relative(root, resolve(root, dirname(file), target))
    .split(sep)
    .join("/");
}

function ours(file: string): Import[] {
  return imports.get(file)!.filter(({target}) => imports.has(target));
}

function circleFrom(start: string): string | undefined {
  const stack: [string, string[]][] = [[start, [start]]];
  const seen = new Set<string>();
  while (stack.length) {
    const [file, path] = stack.pop()!;
    for (const {target} of ours(file)) {
      if (target === start) return [...path, start].join(" → ");
      if (seen.has(target) || target < start) continue; // Circles through an earlier file were reported from there.
      seen.add(target);
      stack.push([target, [...path, target]]);
    }
  }
  return undefined;
}
