import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {type CityOptions, generateCity} from "./city.ts";
import {readmeText} from "./readme.ts";
import {writeWorkspace} from "./workspace.ts";

const USAGE = `用法：npm run sample -- [目录] [选项]
  --seed N      随机种子（默认 2021）
  --units N     参加排名的单位数（默认 57）
  --talents N   人才数（默认 1200）
  --claims N    每年申报数（默认 700；超过 20000 时每年一个纯文本文件）
  --ratings N   每年评价数（默认 1200）
  --clean       只写没有任何问题的行
  --base-scores 另写年度实绩考核基础分`;

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    seed: {type: "string"},
    units: {type: "string"},
    talents: {type: "string"},
    claims: {type: "string"},
    ratings: {type: "string"},
    clean: {type: "boolean"},
    "base-scores": {type: "boolean"},
    help: {type: "boolean"}
  }
});
const folder = positionals[0];
if (values.help || !folder) {
  console.log(USAGE);
} else {
  const options: CityOptions = {};
  for (const name of ["seed", "units", "talents", "claims", "ratings"] as const) {
    const text = values[name];
    if (text === undefined) continue;
    if (!/^\d{1,7}$/.test(text)) throw new Error(`--${name}：“${text}”不是整数`);
    options[name] = Number(text);
  }
  const city = generateCity(options);
  await writeWorkspace(city, folder, {dirt: !values.clean, baseScores: values["base-scores"] ?? false});
  // The notes describe the sample itself, not other cities.
  if (!values.clean && !Object.keys(options).length) writeFileSync(join(folder, "README.md"), readmeText(city));
}
