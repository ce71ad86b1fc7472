import {mkdirSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {byCodePoint} from "../../loaders/codePoint.ts";
import {UserError} from "../../loaders/error.ts";
import {listFiles, unreadable} from "../../loaders/files.ts";
import {makeWorkspace} from "./workspace.ts";

async function codes(workspace: string): Promise<string[]> {
  const {issues} = await listFiles(workspace);
  return issues.map(({file, code, severity}) => `${file} ${code} ${severity}`);
}

test("lists readable files at any depth, by code point, with forward slashes", async () => {
  const workspace = makeWorkspace({
    "claims/2025/b.csv": "",
    "claims/2025/A.XLSX": "",
    "claims/乙/a.tsv": "",
    "claims/z.txt": "",
    "claims/z.xls": ""
  });
  const {files, issues, ignored} = await listFiles(workspace);
  expect(files.map(({name, dataset}) => `${dataset} ${name}`)).toEqual([
    "claims claims/2025/A.XLSX",
    "claims claims/2025/b.csv",
    "claims claims/z.txt",
    "claims claims/z.xls",
    "claims claims/乙/a.tsv",
    "units units/units.csv"
  ]);
  expect(issues).toEqual([]);
  expect(ignored).toBe(0);
});

test("names are NFC whatever the disk holds", async () => {
  const workspace = makeWorkspace({"claims/Cafe\u0301.csv": ""});
  const {files} = await listFiles(workspace);
  expect(files[0]!.name).toBe("claims/Caf\u00e9.csv");
});

test("two names that differ in their encoding only: one is read, the other is an issue", async () => {
  const workspace = makeWorkspace({"claims/Cafe\u0301.csv": "a", "claims/Caf\u00e9.csv": "b"});
  const {files} = await listFiles(workspace);
  expect(files).toHaveLength(2);
  expect(await codes(workspace)).toEqual(["claims/Caf\u00e9.csv unreadable_file error"]);
});

test("counts hidden files, lock files and the like without a word", async () => {
  const workspace = makeWorkspace({
    "claims/.DS_Store": "",
    "claims/.hidden.csv": "",
    "claims/Thumbs.db": "",
    "claims/~$gone.xlsx": "",
    ".hengcai/x.csv": ""
  });
  const {files, ignored, issues} = await listFiles(workspace);
  expect(files).toHaveLength(1);
  expect(ignored).toBe(4);
  expect(issues).toEqual([]);
});

test.each(["~$名单.xlsx", ".~名单.xlsx", ".~lock.名单.xlsx#"])("%s tells that 名单.xlsx is open", async lock => {
  const workspace = makeWorkspace({"claims/名单.xlsx": "", [`claims/${lock}`]: ""});
  expect(await codes(workspace)).toEqual(["claims/名单.xlsx open_file info"]);
});

test.each([
  ["xlsb", /另存为“Excel 工作簿（\.xlsx）”/],
  ["xlsm", /不带宏的/],
  ["et", /用 WPS 打开/],
  ["pdf", /原始的 Excel 表/],
  ["doc", /复制到 Excel/],
  ["docx", /复制到 Excel/],
  ["zip", /先解压/],
  ["rar", /先解压/],
  ["7z", /先解压/]
])("a .%s file is an error that says what to do", async (extension, message) => {
  const workspace = makeWorkspace({[`claims/表.${extension}`]: ""});
  const {files, issues} = await listFiles(workspace);
  expect(files).toHaveLength(1);
  expect(issues).toMatchObject([{file: `claims/表.${extension}`, code: "unsupported_file", severity: "error"}]);
  expect(issues[0]!.message).toMatch(message);
});

test("what is hardly data is a warning", async () => {
  const workspace = makeWorkspace({"claims/README.md": "", "claims/无扩展名": ""});
  expect(await codes(workspace)).toEqual([
    "claims/README.md unsupported_file warning",
    "claims/无扩展名 unsupported_file warning"
  ]);
  const {issues} = await listFiles(workspace);
  expect(issues.map(({message}) => message.split("；")[0])).toEqual(["不读 .md 文件", "不读没有扩展名的文件"]);
});

test("a folder that is no dataset is told, with a guess where one is near", async () => {
  const workspace = makeWorkspace({
    "claim/a.csv": "",
    "人才名单/b.xlsx": "",
    "归档/2020/c.csv": "",
    "空/readme.md": "",
    "散落.csv": ""
  });
  const {issues} = await listFiles(workspace);
  expect(issues.map(({file, severity, message}) => [file, severity, /是不是“(\w+)”/.exec(message)?.[1]])).toEqual([
    ["claim", "warning", "claims"],
    ["人才名单", "warning", "talents"],
    ["归档", "info", undefined],
    ["散落.csv", "info", undefined]
  ]);
});

test("a link that leads back up is an issue, not a loop without end", async () => {
  const workspace = makeWorkspace({"claims/a.csv": ""});
  symlinkSync(join(workspace, "claims"), join(workspace, "claims", "loop"));
  symlinkSync(join(workspace, "nowhere.csv"), join(workspace, "claims", "dangling.csv"));
  symlinkSync("self.csv", join(workspace, "claims", "self.csv"));
  const {files} = await listFiles(workspace);
  expect(files.map(({name}) => name)).toEqual(["claims/a.csv", "units/units.csv"]);
  expect(await codes(workspace)).toEqual([
    "claims/dangling.csv unreadable_file error",
    "claims/loop unreadable_file error",
    "claims/self.csv unreadable_file error"
  ]);
});

test("a link to a folder elsewhere is followed", async () => {
  const workspace = makeWorkspace({"elsewhere/a.csv": ""});
  mkdirSync(join(workspace, "claims"));
  symlinkSync(join(workspace, "elsewhere"), join(workspace, "claims", "linked"));
  const {files} = await listFiles(workspace);
  expect(files.map(({name}) => name)).toContain("claims/linked/a.csv");
});

test("a folder named as a file, and a file named as a dataset, are issues", async () => {
  const workspace = makeWorkspace();
  mkdirSync(join(workspace, "claims", "x.csv"), {recursive: true});
  writeFileSync(join(workspace, "talents"), "");
  expect(await codes(workspace)).toEqual(["claims/x.csv unreadable_file error", "talents unreadable_file error"]);
});

test("a missing workspace, a file for one, and missing units cannot be used (exit 2)", async () => {
  const workspace = makeWorkspace();
  await expect(listFiles(join(workspace, "none"))).rejects.toThrow(/工作区不存在/);
  await expect(listFiles(join(workspace, "key"))).rejects.toThrow(/应是文件夹/);
  const bare = join(workspace, "bare");
  mkdirSync(join(bare, "claims"), {recursive: true});
  const error = await listFiles(bare).then(undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    status: 2,
    message: expect.stringMatching(/缺少单位名录.*单位编码、单位名称、单位类别/)
  });
  mkdirSync(join(bare, "units"));
  writeFileSync(join(bare, "units", "名录.pdf"), "");
  await expect(listFiles(bare)).rejects.toThrow(/units\/名录\.pdf：不读 \.pdf 文件/);
});

test.each([
  ["EACCES", "unreadable_file", /权限/],
  ["EPERM", "unreadable_file", /权限/],
  ["ENOENT", "unreadable_file", /移走/],
  ["EBUSY", "open_file", /占用/],
  ["EIO", "unreadable_file", /磁盘/]
])("unreadable(%s) is %s", (code, issue, message) => {
  const fault = unreadable(Object.assign(new Error("x"), {code}));
  expect(fault?.code).toBe(issue);
  expect(fault?.message).toMatch(message);
});

test("unreadable leaves what is our own fault alone", () => {
  expect(unreadable(new TypeError("x"))).toBeUndefined();
});

test("byCodePoint puts letters beyond the first plane last, as the database does", () => {
  expect(["𠀀", "\uFF5E", "a", "ab", "甲"].sort(byCodePoint)).toEqual(["a", "ab", "甲", "\uFF5E", "𠀀"]);
});
