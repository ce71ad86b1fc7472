import {spawn} from "node:child_process";
import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

export const COMMAND = fileURLToPath(new URL("../../cli/hengcai.mjs", import.meta.url));

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command as a user would, as another user where `uid` is given; returns what it printed and its exit status. */
export function hengcai(
  args: readonly string[],
  {uid, env = {}}: {uid?: number; env?: Record<string, string>} = {}
): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: {...process.env, ...env},
      ...(uid === undefined ? {} : {uid, gid: uid})
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", chunk => {
      stdout += chunk;
    });
    child.stderr.on("data", chunk => {
      stderr += chunk;
    });
    child.on("error", fail);
    child.on("close", status => done({status, stdout, stderr}));
  });
}

export const UNITS = `单位编码,单位名称,单位简称,单位类别,建制序
990101101,青禾镇,青禾,镇,1
990101102,白塔镇,白塔,镇,2
990101103,石桥镇,,镇,3
`;

export const CLAIMS = `申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,承担角色,活动编号,审核结论,审核日期,签批日期
S-1,青禾镇,R4,甲稿,2025-03-01,鞍山市级,A1,日报,,,通过,2025-04-01,2025-05-01
S-2,青禾镇,R4,乙稿,2025-03-02,海城市级,A2,周报,,,通过,2025-04-01,2025-05-01
S-3,青禾镇,R3,会议,2025-03-03,省级,,,经验介绍,E1,通过,2025-04-01,2025-05-01
S-4,白塔镇,R4,丙稿,2025-03-04,省级,A3,日报,,,通过,2025-04-01,
`;

/** Makes a workspace of the files given (path → text) in a new temporary folder; the small city where none are given. */
export function makeWorkspace(
  files: Record<string, string> = {"units/单位.csv": UNITS, "claims/申报.csv": CLAIMS}
): string {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-city-"));
  const all = {"hengcai.yaml": "city: 小城\nas_of: 2025-12-31\n", ...files};
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
