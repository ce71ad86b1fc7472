import {type ChildProcess, spawn} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {describe, expect, test} from "vitest";
import {withStaging} from "../../cli/staging.ts";
import {COMMAND, makeWorkspace} from "./hengcai.ts";

/** The run's own temporary folder goes with all that is in it. */
function scratch(): string {
  return mkdtempSync(join(tmpdir(), "hengcai-stop-"));
}

const HOST = hostname().replace(/[^\p{L}\p{N}_-]/gu, "_");
/** No process has this number: it is above what any system gives. */
const GONE = 2 ** 30;

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs the command and stops it by the signal when it has said `at`; returns what it said and how it ended. */
async function stopAt(args: readonly string[], at: string, signal: NodeJS.Signals) {
  const child: ChildProcess = spawn(process.execPath, [COMMAND, ...args], {stdio: ["ignore", "ignore", "pipe"]});
  let stderr = "";
  let asked = false;
  child.stderr!.on("data", chunk => {
    stderr += chunk;
    if (asked || !stderr.includes(at)) return;
    asked = true;
    child.kill(signal);
  });
  const ended = await new Promise<NodeJS.Signals | null>(done => child.on("close", (_, by) => done(by)));
  return {stderr, ended};
}

describe("a run that is stopped", {timeout: 120_000}, () => {
  const workspace = makeWorkspace();

  for (const [command, at, rest] of [
    ["export", "导出 单位名录", []],
    ["publish", "写位次表", ["--year", "2025", "--draft", "--no-pdf"]],
    ["load", "核对单位", []]
  ] as const) {
    test(`${command} by Ctrl-C says what stands and leaves nothing half made`, async () => {
      const out = join(scratch(), "成果");
      const {stderr, ended} = await stopAt([command, "--workspace", workspace, "--out", out, ...rest], at, "SIGINT");
      expect(stderr).toContain("已停止：没有做完，已有的成果没有改动；要接着做，请再运行一次同样的命令");
      expect(ended).toBe("SIGINT");
      const editions = join(workspace, "editions", "2025");
      const left = [join(out, ".."), out, editions, join(workspace, ".hengcai")]
        .filter(existsSync)
        .flatMap(folder => readdirSync(folder))
        .filter(name => /\.new-|^edition-|^warehouse\.next-/.test(name));
      expect(left).toEqual([]);
    });
  }

  test("export killed outright is cleared up by the next export, other files stay", async () => {
    const out = scratch();
    writeFileSync(join(out, "别的.txt"), "别的");
    const args = ["export", "--workspace", workspace, "--out", out];
    await stopAt(args, "导出 计分规则", "SIGKILL");
    expect(readdirSync(out).filter(name => name.startsWith(".new-"))).toHaveLength(1);
    expect((await stopAt(args, "never said", "SIGKILL")).ended).toBe(null);
    expect(readdirSync(out).filter(name => name.startsWith("."))).toEqual([]);
    expect(readFileSync(join(out, "别的.txt"), "utf8")).toBe("别的");
  });
});

test("a run that the signal alone does not end, as the first process of a container, ends all the same", async () => {
  const script = join(scratch(), "stays.mjs");
  const from = new URL("../../cli/interrupt.ts", import.meta.url).href;
  // Somebody else who listens: the signal that the run sends itself is no end.
  writeFileSync(
    script,
    `import {interruptible} from ${JSON.stringify(from)};
process.on("SIGTERM", () => {});
await interruptible(() => {}, async () => {
  process.kill(process.pid, "SIGTERM");
  await new Promise(done => setTimeout(done, 10_000));
});`
  );
  const child = spawn(process.execPath, ["--import", TSX, script], {stdio: ["ignore", "ignore", "pipe"]});
  const status = await new Promise<number | null>(done => child.on("close", done));
  expect(status).toBe(128 + 15);
}, 20_000);

describe("withStaging clears what killed runs left", () => {
  const make = (folder: string, name: string, daysAgo = 0): string => {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, "a.txt"), name);
    const then = Date.now() / 1000 - daysAgo * 86_400;
    utimesSync(path, then, then);
    return name;
  };
  const swept = async (folder: string): Promise<string[]> => {
    await withStaging(join(folder, "dist"), async () => {});
    return readdirSync(folder).sort();
  };

  test("of a process that is gone; not of one that runs, nor another folder's", async () => {
    const folder = scratch();
    make(folder, `.dist.new-${GONE}@${HOST}`);
    make(folder, `.dist.new-${GONE}@${HOST}.old`);
    make(folder, "dist");
    const kept = [make(folder, `.dist.new-${process.ppid}@${HOST}`), make(folder, `.dist2.new-${GONE}@${HOST}`)];
    kept.push(make(folder, ".dist.new-notes"));
    expect(await swept(folder)).toEqual([...kept, "dist"].sort());
  });

  test("of another machine or an earlier version when it is more than a day old", async () => {
    const folder = scratch();
    make(folder, `.dist.new-${GONE}@elsewhere`, 2);
    make(folder, `.dist.new-${GONE}`, 2);
    const kept = [make(folder, `.dist.new-${GONE}@elsewhere2`), make(folder, `.dist.new-${GONE + 1}`)];
    expect(await swept(folder)).toEqual(kept.sort());
  });

  test("of an earlier run that had the same number, as every run in a container has", async () => {
    const folder = scratch();
    make(folder, `.dist.new-${process.pid}@${HOST}`);
    const old = make(folder, `.dist.new-${process.pid}@${HOST}.old`);
    expect(await swept(folder)).toEqual(["dist"]);
    expect(readFileSync(join(folder, "dist", "a.txt"), "utf8")).toBe(old);
  });

  test("and puts the old result back where a run was killed between taking it away and putting the new one there", async () => {
    const folder = scratch();
    make(folder, `.dist.new-${GONE}@${HOST}`);
    const old = make(folder, `.dist.new-${GONE}@${HOST}.old`);
    expect(await swept(folder)).toEqual(["dist"]);
    expect(readFileSync(join(folder, "dist", "a.txt"), "utf8")).toBe(old);
  });
});
