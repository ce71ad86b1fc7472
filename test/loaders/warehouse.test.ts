import {execFileSync, spawn} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {hostname} from "node:os";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {load} from "../../loaders/load.ts";
import {replaceWarehouse, updateWarehouse, warehousePath} from "../../loaders/warehouse.ts";
import {configOf, makeWorkspace, withDatabase} from "./workspace.ts";

async function make(file: string, value: number): Promise<void> {
  const db = await openDatabase(file);
  await db.run(`CREATE OR REPLACE TABLE t AS SELECT ${value} AS value`);
  await db.run("CHECKPOINT");
  db.close();
}

async function storedValue(workspace: string): Promise<number> {
  return withDatabase(warehousePath(workspace), async db => {
    const [row] = await db.all<{value: number}>("SELECT value FROM t");
    return row!.value;
  });
}

function filesOf(workspace: string): string[] {
  return readdirSync(join(workspace, ".hengcai")).sort();
}

async function failure(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

test("the first writer gets no previous warehouse, the next one gets it, and nothing is left beside", async () => {
  const workspace = makeWorkspace();
  await replaceWarehouse(workspace, async (target, previous) => {
    expect(previous).toBeNull();
    expect(existsSync(target)).toBe(false);
    await make(target, 1);
  });
  expect(await storedValue(workspace)).toBe(1);
  const result = await replaceWarehouse(workspace, async (target, previous) => {
    expect(previous).toBe(warehousePath(workspace));
    await make(target, 2);
    return "done";
  });
  expect(result).toBe("done");
  expect(await storedValue(workspace)).toBe(2);
  expect(filesOf(workspace)).toEqual(["warehouse.duckdb"]);
  expect(statSync(join(workspace, ".hengcai")).mode & 0o077).toBe(0);
});

test("a failure keeps the old warehouse, passes the error on, and lets the next writer in", async () => {
  const workspace = makeWorkspace();
  await replaceWarehouse(workspace, target => make(target, 1));
  const bug = new TypeError("a bug");
  await expect(
    replaceWarehouse(workspace, async target => {
      await make(target, 2);
      throw bug;
    })
  ).rejects.toBe(bug);
  expect(await storedValue(workspace)).toBe(1);
  expect(filesOf(workspace)).toEqual(["warehouse.duckdb"]);
  await replaceWarehouse(workspace, target => make(target, 3));
  expect(await storedValue(workspace)).toBe(3);
});

test("a database that was not closed is refused", async () => {
  const workspace = makeWorkspace();
  const open: {close(): void}[] = [];
  await expect(
    replaceWarehouse(workspace, async target => {
      const db = await openDatabase(target);
      open.push(db);
      await db.run("CREATE TABLE t AS SELECT 1 AS value");
    })
  ).rejects.toThrow(/was not closed/);
  for (const db of open) db.close();
});

test("updateWarehouse changes a copy: readers of the old file see the old one to the end", async () => {
  const workspace = makeWorkspace();
  await expect(updateWarehouse(workspace, async () => {})).rejects.toThrow(/还没有装载过数据/);
  await replaceWarehouse(workspace, target => make(target, 1));
  const reader = await openDatabase(warehousePath(workspace), {readOnly: true});
  await updateWarehouse(workspace, async target => {
    const db = await openDatabase(target);
    await db.run("UPDATE t SET value = value + 10; CREATE SCHEMA score;");
    await db.run("CHECKPOINT");
    db.close();
  });
  expect(await reader.all("SELECT value FROM t")).toEqual([{value: 1}]);
  reader.close();
  expect(await storedValue(workspace)).toBe(11);
});

test("two at once: the second is told who is at work (exit 2), the first is not disturbed", async () => {
  const workspace = makeWorkspace();
  await replaceWarehouse(workspace, async target => {
    const error = await failure(replaceWarehouse(workspace, other => make(other, 9)));
    expect(error.status).toBe(2);
    expect(error.message).toMatch(new RegExp(`另一个装载正在进行：进程 ${process.pid}（主机 ${hostname()}`));
    await make(target, 1);
  });
  expect(await storedValue(workspace)).toBe(1);
});

test("of ten at once one after the other gets in or is refused, never two together", async () => {
  const workspace = makeWorkspace();
  let inside = 0;
  const results = await Promise.allSettled(
    Array.from({length: 10}, (_, i) =>
      replaceWarehouse(workspace, async target => {
        expect(++inside).toBe(1);
        await make(target, i);
        inside--;
        return i;
      })
    )
  );
  const done = results.filter(result => result.status === "fulfilled");
  expect(done.length).toBeGreaterThanOrEqual(1);
  for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(UserError);
});

test("a live process of another program holds the lock; when it is dead its lock is taken over", async () => {
  const workspace = makeWorkspace();
  const sleeper = spawn("sleep", ["60"]);
  onTestFinished(() => void sleeper.kill());
  mkdirSync(join(workspace, ".hengcai"));
  const lock = join(workspace, ".hengcai", "lock");
  const held = JSON.stringify({pid: sleeper.pid, host: hostname(), started: "2025-01-01T00:00:00Z", life: ""});
  writeFileSync(lock, held);
  expect((await failure(replaceWarehouse(workspace, target => make(target, 1)))).message).toContain(`${sleeper.pid}`);
  expect(readFileSync(lock, "utf8")).toBe(held);
  const gone = new Promise(resolve => sleeper.on("exit", resolve));
  sleeper.kill();
  await gone;
  await replaceWarehouse(workspace, target => make(target, 1));
  expect(await storedValue(workspace)).toBe(1);
});

test("a number that was given to another process since does not keep a dead one's lock alive", async () => {
  const workspace = makeWorkspace();
  mkdirSync(join(workspace, ".hengcai"));
  const held = {pid: process.pid, host: hostname(), started: "2025-01-01T00:00:00Z", life: "an earlier boot/1"};
  writeFileSync(join(workspace, ".hengcai", "lock"), JSON.stringify(held));
  await replaceWarehouse(workspace, target => make(target, 1));
  expect(await storedValue(workspace)).toBe(1);
});

test("a lock of another host cannot be judged: the message says what to do", async () => {
  const workspace = makeWorkspace();
  mkdirSync(join(workspace, ".hengcai"));
  writeFileSync(
    join(workspace, ".hengcai", "lock"),
    JSON.stringify({pid: 1, host: "elsewhere", started: "2025-01-01T00:00:00Z", life: ""})
  );
  const error = await failure(replaceWarehouse(workspace, target => make(target, 1)));
  expect(error.message).toMatch(/主机 elsewhere 的进程 1.*删除锁文件/);
});

test("what killed runs left is swept away", async () => {
  const workspace = makeWorkspace();
  const folder = join(workspace, ".hengcai");
  mkdirSync(join(folder, "warehouse.next-99.duckdb.tmp"), {recursive: true});
  for (const name of ["warehouse.next-99.duckdb", "warehouse.next-99.duckdb.wal", "lock.99.0", "key.99"]) {
    writeFileSync(join(folder, name), "half");
  }
  writeFileSync(join(folder, "key"), "a key that is to stay");
  await replaceWarehouse(workspace, target => make(target, 1));
  expect(filesOf(workspace)).toEqual(["key", "warehouse.duckdb"]);
});

test("a log beside the old file is not replayed into the new one", async () => {
  const workspace = makeWorkspace();
  await replaceWarehouse(workspace, target => make(target, 1));
  writeFileSync(`${warehousePath(workspace)}.wal`, "a log of nobody");
  await replaceWarehouse(workspace, target => make(target, 2));
  expect(await storedValue(workspace)).toBe(2);
});

test("a workspace that is not there, and one that cannot be written to", async () => {
  const workspace = makeWorkspace();
  expect(await failure(replaceWarehouse(join(workspace, "none"), async () => {}))).toMatchObject({
    status: 2,
    message: expect.stringMatching(/工作区不存在/)
  });
  writeFileSync(join(workspace, ".hengcai"), "a file where a folder should be");
  expect((await failure(replaceWarehouse(workspace, async () => {}))).message).toMatch(/\.hengcai 应是文件夹/);
});

/** A folder on a disk of its own, so small that a load fills it; undefined where none may be mounted. */
function tinyDisk(folder: string): boolean {
  mkdirSync(folder, {recursive: true});
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=700k", "tmpfs", folder], {stdio: "ignore"});
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync("umount", [folder], {stdio: "ignore"});
  });
  return true;
}

test("a full disk: a message with status 3, the last good warehouse intact, nothing left behind", async context => {
  const workspace = makeWorkspace();
  if (!tinyDisk(join(workspace, ".hengcai"))) context.skip("no file system may be mounted here");
  await replaceWarehouse(workspace, target => make(target, 1));
  const rows = Array.from({length: 4000}, (_, i) => `R${i},U1,工作调动,2025-01-01`).join("\n");
  mkdirSync(join(workspace, "reports"));
  writeFileSync(join(workspace, "reports/a.csv"), `报告编号,单位,报告类型,报告日期\n${rows}\n`);
  const error = await failure(
    replaceWarehouse(workspace, (target, previous) => load(workspace, configOf(), {target, previous}))
  );
  expect(error).toMatchObject({status: 3, message: expect.stringMatching(/磁盘已满.*上一次的结果没有改动/)});
  expect(await storedValue(workspace)).toBe(1);
  expect(filesOf(workspace)).toEqual(["warehouse.duckdb"]);
});

test("a load through replaceWarehouse lands, and a second one takes unchanged files over", async () => {
  const workspace = makeWorkspace();
  rmSync(join(workspace, "key"));
  const run = () => replaceWarehouse(workspace, (target, previous) => load(workspace, configOf(), {target, previous}));
  expect((await run()).files.read).toBe(1);
  expect((await run()).files.read).toBe(0);
  expect(filesOf(workspace)).toEqual(["key", "warehouse.duckdb"]);
});
