import {execFileSync} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {digestFile, parseSums, sha256, sumsText} from "../../publish/hash.ts";
import {Sink, writeFile} from "../../publish/sink.ts";
import {scratch} from "./fixture.ts";

const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, appendix B.1

test("sha256(data) takes text and bytes", () => {
  expect(sha256("abc")).toBe(ABC);
  expect(sha256(Uint8Array.from([97, 98, 99]))).toBe(ABC);
});

test("digestFile(file, path) gives size, digest and the path of the list", async () => {
  const file = join(scratch(), "a.txt");
  writeFileSync(file, "abc");
  expect(await digestFile(file, "sub/a.txt")).toEqual({path: "sub/a.txt", bytes: 3, sha256: ABC});
});

test("sumsText(files) is what sha256sum checks, in the order of the paths", () => {
  const folder = scratch();
  writeFileSync(join(folder, "乙.csv"), "b");
  writeFileSync(join(folder, "a b.csv"), "a");
  const files = ["乙.csv", "a b.csv"].map(path => ({path, bytes: 1, sha256: sha256(path === "a b.csv" ? "a" : "b")}));
  writeFileSync(join(folder, "SHA256SUMS"), sumsText(files));
  expect(
    sumsText(files)
      .split("\n")
      .map(line => line.slice(66))
  ).toEqual(["a b.csv", "乙.csv", ""]);
  expect(execFileSync("sha256sum", ["-c", "SHA256SUMS"], {cwd: folder, encoding: "utf8"})).toContain("乙.csv: OK");
});

test("parseSums(text) reads what sumsText wrote, and what sha256sum writes", () => {
  const files = [
    {path: "a b.csv", sha256: ABC},
    {path: "乙.csv", sha256: ABC}
  ];
  expect(parseSums(sumsText(files))).toEqual(files);
  expect(parseSums(`${ABC} *a.bin\nnot a line\n`)).toEqual([{path: "a.bin", sha256: ABC}]);
});

test("a sink counts and hashes what it writes, text and bytes in turn", async () => {
  const file = join(scratch(), "deep/er/a.txt");
  const {
    bytes,
    sha256: digest,
    result
  } = await writeFile(file, sink => {
    sink.write("衡");
    sink.writeBytes(Uint8Array.from([0, 255]));
    sink.write("才".repeat(100_000));
    return 7;
  });
  const content = new Uint8Array(readFileSync(file));
  expect([content.length, sha256(content), 7]).toEqual([bytes, digest, result]);
  expect(bytes).toBe(3 + 2 + 300_000);
});

test("a sink that fails leaves the old file as it was, and nothing of the new", async () => {
  const file = join(scratch(), "a.txt");
  writeFileSync(file, "old");
  const failure = writeFile(file, sink => {
    sink.write("new".repeat(100_000));
    throw new Error("stop");
  });
  await expect(failure).rejects.toThrow("stop");
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(existsSync(`${file}.part`)).toBe(false);
  const open = new Sink(file);
  open.write("half");
  expect(readFileSync(file, "utf8")).toBe("old");
  open.close();
  expect(readFileSync(file, "utf8")).toBe("half");
});
