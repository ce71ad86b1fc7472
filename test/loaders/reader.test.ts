import {type ChildProcess, spawn} from "node:child_process";
import {appendFileSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {afterAll, describe, expect, test} from "vitest";
import {UserError} from "../../loaders/error.ts";
import {FileFault} from "../../loaders/fault.ts";
import type {InputFile} from "../../loaders/files.ts";
import {hashFile} from "../../loaders/fingerprint.ts";
import {secretOf, workspaceKey} from "../../loaders/key.ts";
import {READER_LIMITS, type ReaderLimits} from "../../loaders/reader/limits.ts";
import {fromSent, toSent} from "../../loaders/reader/messages.ts";
import {openReader, type Reader} from "../../loaders/reader/reader.ts";
import {readInput} from "../../loaders/readInput.ts";
import type {Reading, RowSink, StagedFile, StagedRow} from "../../loaders/reading.ts";
import {contractOf, ID} from "./support.ts";
import {configOf, KEY, makeWorkspace} from "./workspace.ts";

const HEAD = "报告编号,单位,报告类型,报告日期\n";
const reports = contractOf("reports");
const root = fileURLToPath(new URL("../..", import.meta.url));
const open: Reader[] = [];
afterAll(() => {
  for (const reader of open) reader.close();
});

function reader(limits: Partial<ReaderLimits> = {}): Reader {
  const one = openReader({...READER_LIMITS, ...limits});
  open.push(one);
  return one;
}

/** Keeps the rows it is given and counts how often it was asked to forget them. */
function keeping(onWrite: (rows: readonly StagedRow[]) => void | Promise<void> = () => {}) {
  const sink = {
    rows: [] as StagedRow[],
    drops: 0,
    async write(_sheet: number, _name: string, rows: readonly StagedRow[]) {
      await onWrite(rows);
      for (const row of rows) sink.rows.push(row);
    },
    async drop() {
      sink.rows = [];
      sink.drops++;
    }
  };
  return sink;
}

async function prepare(text: string | Uint8Array, dataset = "reports") {
  const name = `${dataset}/a.csv`;
  const workspace = makeWorkspace({[name]: text});
  const file: InputFile = {dataset, path: join(workspace, name), name};
  const reading: Reading = {
    config: configOf(),
    key: await workspaceKey(workspace),
    hiddenSubjects: new Set(),
    secretMeetings: new Set()
  };
  const contract = contractOf(dataset);
  const read = async (one: Reader, sink: RowSink): Promise<StagedFile> =>
    one.read(file, contract, reading, await hashFile(file.path), sink);
  return {file, contract, reading, read};
}

const lines = (count: number): string =>
  HEAD + Array.from({length: count}, (_, i) => `R${i},U1,工作调动,2025-01-01\n`).join("");

describe("Reader.read(file, …)", () => {
  test("gives what readInput gives, rows in their order", async () => {
    const {file, reading, read} = await prepare(`${lines(8_000)}R1,,不知道,2025-02-30\n`);
    const here = keeping();
    const there = keeping();
    const expected = await readInput(file, reports, reading, await hashFile(file.path), here);
    expect(await read(reader(), there)).toEqual(expected);
    expect(there.rows).toEqual(here.rows);
    expect(there.rows).toHaveLength(8_001);
  });

  test("hashes ID numbers under the key of this process", async () => {
    const fields = contractOf("talents").fields.filter(({required, type}) => required || type === "hash");
    const cells = fields.map(({type}) => (type === "hash" ? ID : type === "date" ? "2025-01-01" : "T1"));
    const text = `${fields.map(({header}) => header).join()}\n${cells.join()}\n`;
    const {file, contract, reading, read} = await prepare(text, "talents");
    const here = keeping();
    const there = keeping();
    await readInput(file, contract, reading, await hashFile(file.path), here);
    await read(reader(), there);
    expect(there.rows).toEqual(here.rows);
    expect(JSON.stringify(there.rows)).toContain(reading.key.hash(ID));
  });

  test("reads many files in one process, each with its own", async () => {
    const one = reader();
    for (const [i, text] of [lines(3), lines(0), lines(5)].entries()) {
      const {read} = await prepare(text);
      const sink = keeping();
      const staged = await read(one, sink);
      expect([staged.sheets[0]!.accounting.accepted, sink.rows.length]).toEqual(
        [
          [3, 3],
          [0, 0],
          [5, 5]
        ][i]
      );
    }
  });

  test("reads one after the other what it was asked for at once", async () => {
    const one = reader();
    const asked = await Promise.all([lines(2_000), lines(3), lines(1_000)].map(text => prepare(text)));
    const read = await Promise.all(asked.map(({read}) => read(one, keeping())));
    expect(read.map(({sheets}) => sheets[0]!.accounting.accepted)).toEqual([2_000, 3, 1_000]);
  });

  test("gives the pseudonyms of many rows that this process would make of them, each its own", async () => {
    const head = "申报编号,申报单位,加分项目,加分事项,发生日期,人才编号\n";
    const rows = Array.from(
      {length: 700},
      (_, i) => `S${i},U1,R${i % 3 ? 3 : 1},第${i}次会,2025-01-01,${i % 3 ? "" : i}\n`
    );
    const {file, contract, reading, read} = await prepare(head + rows.join(""), "claims");
    const here = keeping();
    await readInput(file, contract, reading, await hashFile(file.path), here);
    const there = keeping();
    const one = reader();
    one.prepare();
    await read(one, there);
    // A person's subject is not kept, so that these have no event: 466 others have one each.
    expect(new Set(here.rows.map(row => row.values.at(-2))).size).toBe(467);
    expect(there.rows).toEqual(here.rows);
  });

  test("waits for nothing where it was prepared and closed: no process is left", async () => {
    const before = children(process.pid);
    const one = openReader();
    one.prepare();
    const started = children(process.pid).filter(pid => !before.includes(pid));
    expect(started).toHaveLength(1);
    one.close();
    while (children(process.pid).includes(started[0]!)) await new Promise(resolve => setTimeout(resolve, 50));
  });

  test("waits for a sink that takes its time", async () => {
    const {read} = await prepare(lines(30_000));
    let running = 0;
    let most = 0;
    const sink = keeping(async () => {
      most = Math.max(most, ++running);
      await new Promise(resolve => setTimeout(resolve, 20));
      running--;
    });
    await read(reader(), sink);
    expect(most).toBe(1);
    expect(sink.rows).toHaveLength(30_000);
  });

  test("fails as the sink fails, and reads the next file", async () => {
    const one = reader();
    const {read} = await prepare(lines(10));
    await expect(
      read(
        one,
        keeping(() => Promise.reject(new TypeError("a bug")))
      )
    ).rejects.toThrow("a bug");
    expect((await read(one, keeping())).sheets[0]!.accounting.accepted).toBe(10);
  });

  test("tells of a file that is gone as readInput does", async () => {
    const {file, reading} = await prepare(lines(1));
    const hashed = await hashFile(file.path);
    const gone = {...file, path: `${file.path}.gone`};
    const staged = await reader().read(gone, reports, reading, hashed, keeping());
    expect(staged).toEqual(await readInput(gone, reports, reading, hashed, keeping()));
    expect(staged.issues).toMatchObject([{code: "unreadable_file"}]);
  });

  test("reads a file again that changed meanwhile", async () => {
    const {file, read} = await prepare(lines(3));
    let changed = false;
    const sink = keeping(() => {
      if (!changed) appendFileSync(file.path, "R9,U1,工作调动,2025-01-01\n");
      changed = true;
    });
    const staged = await read(reader(), sink);
    expect(sink.drops).toBe(1);
    expect(staged.sheets[0]!.accounting.accepted).toBe(4);
  });
});

describe("a file that takes too much", () => {
  test("of memory is an issue, and the next file goes on in a fresh process", async () => {
    const one = reader({memory: bytes => (bytes > 1_000 ? 40 : 400) * 2 ** 20});
    const big = await prepare(lines(50_000));
    const sink = keeping();
    const staged = await big.read(one, sink);
    expect(staged.issues).toMatchObject([{file: "reports/a.csv", row: null, code: "too_large", severity: "error"}]);
    expect(staged.issues[0]!.message).toContain("内存超过 40 MB");
    expect(staged).toMatchObject({sha256: "", sheets: []});
    expect(sink.rows).toEqual([]);
    expect(sink.drops).toBe(1);
    const small = await prepare(lines(2));
    expect((await small.read(one, keeping())).sheets[0]!.accounting.accepted).toBe(2);
  });

  test("of time is an issue, our own time left out", async () => {
    const {read} = await prepare(lines(500_000));
    const staged = await read(reader({work: () => 0}), keeping());
    expect(staged.issues).toMatchObject([{code: "too_large"}]);
    expect(staged.issues[0]!.message).toContain("还没有读完");
    const {read: again} = await prepare(lines(10));
    let slept = false;
    const patient = keeping(async () => {
      if (!slept) await new Promise(resolve => setTimeout(resolve, 2_500));
      slept = true;
    });
    expect((await again(reader({work: () => 1, silence: () => 1}), patient)).issues).toEqual([]);
  });

  test("and kills its process is an issue", async () => {
    const one = reader();
    const {read} = await prepare(lines(50_000));
    let killed = false;
    const staged = await read(
      one,
      keeping(() => {
        if (!killed) for (const pid of children(process.pid)) process.kill(pid, "SIGSEGV");
        killed = true;
      })
    );
    expect(staged.issues).toMatchObject([{code: "unreadable_workbook"}]);
    expect((await read(one, keeping())).issues).toEqual([]);
  });
});

describe("the reading process", () => {
  test.each([
    [
      "register",
      `import {register} from ${JSON.stringify(pathToFileURL(join(root, "node_modules/tsx/dist/esm/api/index.mjs")).href)}; register();`
    ],
    ["a loader given when started", ""]
  ])("starts under plain node with %s, in any folder, and lets its parent end", async (_, begin) => {
    const {file} = await prepare(lines(3));
    const program = `${begin}
      const from = name => import(${JSON.stringify(pathToFileURL(root).href)} + name);
      const {openReader} = await from("loaders/reader/reader.ts");
      const {configOf} = await from("test/loaders/config.ts");
      const {maybeContract} = await from("loaders/contracts/index.ts");
      const {workspaceKey} = await from("loaders/key.ts");
      const {hashFile} = await from("loaders/fingerprint.ts");
      const key = await workspaceKey("/", {environment: {HENGCAI_KEY: ${JSON.stringify(KEY)}}});
      const reading = {config: configOf(), key, hiddenSubjects: new Set(), secretMeetings: new Set()};
      const file = ${JSON.stringify(file)};
      const sink = {async write() {}, async drop() {}};
      const staged = await openReader().read(file, maybeContract("reports"), reading, await hashFile(file.path), sink);
      console.log(staged.sheets[0].accounting.accepted);`;
    const loader = begin ? [] : ["--import", pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href];
    const child = spawn(process.execPath, [...loader, "--input-type=module", "-e", program], {cwd: "/"});
    expect(await outputOf(child)).toEqual({code: 0, out: "3\n", err: ""});
  });

  test.runIf(process.platform === "linux")(
    "knows the key neither by its arguments nor by its environment",
    async () => {
      const before = process.env.HENGCAI_KEY;
      process.env.HENGCAI_KEY = KEY;
      try {
        const {reading, read} = await prepare(lines(5_000));
        const seen: string[] = [];
        await read(
          reader(),
          keeping(() => {
            for (const pid of children(process.pid)) {
              for (const what of ["cmdline", "environ"]) seen.push(readFileSync(`/proc/${pid}/${what}`, "utf8"));
            }
          })
        );
        expect(seen.some(text => text.includes("reader/main"))).toBe(true);
        expect(seen.filter(text => text.includes(secretOf(reading.key)))).toEqual([]);
      } finally {
        if (before === undefined) delete process.env.HENGCAI_KEY;
        else process.env.HENGCAI_KEY = before;
      }
    }
  );

  test.runIf(process.platform === "linux")("dies with its parent, however that dies", async () => {
    const {file} = await prepare(lines(20_000));
    const program = `
      import {openReader} from ${JSON.stringify(join(root, "loaders/reader/reader.ts"))};
      import {configOf} from ${JSON.stringify(join(root, "test/loaders/config.ts"))};
      import {maybeContract} from ${JSON.stringify(join(root, "loaders/contracts/index.ts"))};
      import {keyOf} from ${JSON.stringify(join(root, "loaders/key.ts"))};
      const reading = {config: configOf(), key: keyOf("k"), hiddenSubjects: new Set(), secretMeetings: new Set()};
      const file = ${JSON.stringify(file)};
      const sink = {async write() { console.log("reading"); await new Promise(() => {}); }, async drop() {}};
      await openReader().read(file, maybeContract("reports"), reading, {sha256: "", bytes: 10_000_000}, sink);`;
    const path = `${file.path}.ts`;
    writeFileSync(path, program.replaceAll("\n      ", "\n"));
    writeFileSync(join(path, "..", "package.json"), '{"type": "module"}');
    const loader = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
    const child = spawn(process.execPath, ["--import", loader, path], {stdio: ["ignore", "pipe", "inherit"]});
    await new Promise(resolve => child.stdout.once("data", resolve));
    const reading = children(child.pid!);
    expect(reading).toHaveLength(1);
    child.kill("SIGKILL");
    await expect.poll(() => isAlive(reading[0]!), {timeout: 5_000}).toBe(false);
  });
});

test("errors keep their class, code and status on the way", () => {
  const user = fromSent(toSent(new UserError("缺少", {status: 3})));
  expect(user).toBeInstanceOf(UserError);
  expect(user).toMatchObject({message: "缺少", status: 3});
  const fault = fromSent(toSent(new FileFault("too_large", "太大")));
  expect(fault).toBeInstanceOf(FileFault);
  expect(fault).toMatchObject({code: "too_large", message: "太大"});
  const machine = fromSent(toSent(Object.assign(new Error("denied"), {code: "EACCES"})));
  expect(machine).toMatchObject({message: "denied", code: "EACCES"});
  expect(fromSent(toSent(new TypeError("a bug")))).toMatchObject({name: "TypeError", message: "a bug"});
});

/** The processes that a process has started (Linux). */
function children(pid: number): number[] {
  return readdirSync("/proc").flatMap(name => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      const isReader = readFileSync(`/proc/${name}/cmdline`, "utf8").includes("reader/main");
      return parent === pid && isReader ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function outputOf(child: ChildProcess): Promise<{code: number | null; out: string; err: string}> {
  let out = "";
  let err = "";
  child.stdout!.on("data", text => {
    out += text;
  });
  child.stderr!.on("data", text => {
    err += text;
  });
  const code = await new Promise<number | null>(resolve => child.on("close", resolve));
  return {code, out, err};
}
