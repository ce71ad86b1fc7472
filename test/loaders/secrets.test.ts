import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterEach, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {collectSecrets} from "../../loaders/secrets.ts";

const workspace = mkdtempSync(join(tmpdir(), "hengcai-secrets-"));
afterEach(() => rmSync(workspace, {recursive: true, force: true}));

test("collectSecrets(workspace, config) takes names and phones, and no count of a line of totals for a name", async () => {
  const settings = fileURLToPath(new URL("../../data/hengcai.yaml", import.meta.url));
  cpSync(settings, join(workspace, "hengcai.yaml"));
  for (const folder of ["talents", "units"]) mkdirSync(join(workspace, folder));
  writeFileSync(join(workspace, "units", "名录.csv"), "单位编码,单位名称,单位类别\n1,甲县,县市区");
  writeFileSync(
    join(workspace, "talents", "名单.csv"),
    [
      "人才编号,姓名,手机,人才类别,申报类型,县市区,所在单位,认定日期",
      "T-1,欧阳三四,13800138000,A类,创新类,甲县,甲医院,2024-01-01",
      "合计,466人,,,,,,",
      '总计,"合计1,204人",,,,,,',
      "T-2,四百六十六人,,A类,创新类,甲县,甲医院,2024-01-01"
    ].join("\n")
  );
  const {config} = openContext({workspace, out: join(workspace, "out"), json: true});
  const secrets = await collectSecrets(workspace, config);
  expect([...secrets].sort()).toEqual(["13800138000", "四百六十六人", "欧阳三四"]);
});
