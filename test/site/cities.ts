/** The smallest workspaces that there are, by the paths of their files. */

const CONFIG = "city: 示例市\nas_of: 2025-12-31\npolicies: [haicheng-2021-2, liaocheng-2022-15]\n";
const HEADER = "单位编码,单位名称,单位类别";

/** A directory of units that has a header and no unit yet; nothing else was sent. */
export const EMPTY_CITY: Readonly<Record<string, string>> = {
  "hengcai.yaml": CONFIG,
  "units/单位名录.csv": `${HEADER}\n`
};

/** One unit that sent nothing. */
export const ONE_UNIT: Readonly<Record<string, string>> = {
  "hengcai.yaml": CONFIG,
  "units/单位名录.csv": `${HEADER}\nU001,青禾镇,镇\n`
};
