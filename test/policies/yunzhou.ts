import {readFileSync} from "node:fs";
import type {Source} from "../../scoring/policy.ts";
import {makeWorkspace} from "../cli/hengcai.ts";

/** The invented policy and its two amendments. */
export const FILES = ["yunzhou-2023-7", "yunzhou-2024-9", "yunzhou-2025-3"].map(name => `test/policies/${name}.yaml`);
export const YUNZHOU: Source[] = FILES.map(file => ({file, text: readFileSync(file, "utf8")}));

const CONFIG = `city: 云洲市
as_of: 2025-12-31
policies: [policies/yunzhou-2023-7.yaml, policies/yunzhou-2024-9.yaml, policies/yunzhou-2025-3.yaml]
readings:
  co_host: {option: one_event, decided_by: 市人才服务中心, decided_on: 2024-01-08}
groups: {县区: [县市区]}
outlets: {云洲日报: 市级, 国家电视台: 国家级}
`;

const UNITS = `单位编码,单位名称,单位类别,建制序
YZ01,东川县,县市区,1
YZ02,西山区,县市区,2
YZ03,南河区,县市区,3
`;

/** Rules by name, number and other names; levels by alias; a level known by its medium; four words that are none. */
const CLAIMS = `申报编号,考核年度,申报单位,加分项目,加分事项,发生日期,级别,人才编号,用工方式,学位,职称,是否认定,活动编号,承担角色,媒体名称,考评方面,考评结论,审核结论,审核日期,签批日期
Y-001,2024,东川县,全职引才,张某,2024-08-01,,P1,全职,博士,,,,,,,,通过,2024-08-10,2024-08-20
Y-002,2024,西山区,双聘引才,李某,2024-08-02,,P2,两地聘,博士,,,,,,,,通过,2024-08-10,2024-08-20
Y-003,2024,东川县,平台,量子实验室,2024-11-01,世界级,,,,,,E1,,,,,通过,2024-11-10,2024-11-20
Y-004,2024,东川县,R4,旧平台,2024-09-30,国际级,,,,,,E2,,,,,通过,2024-11-10,2024-11-20
Y-005,2024,南河区,人才活动,英才年会,2025-03-01,地市级,,,,,,E3,主办,,,,通过,2025-03-10,2025-03-20
Y-006,2024,南河区,5,英才年会,2025-03-01,市级,,,,,,E3,主旨发言,,,,通过,2025-03-10,2025-03-20
Y-007,2024,南河区,经验宣传,我市人才经验,2025-06-30,,,,,,,,,国家电视台,,,通过,2025-07-01,2025-07-02
Y-008,2025,南河区,经验宣传,我市人才经验二,2025-07-01,省级,,,,,,,,省报,,,通过,2025-07-10,2025-07-12
Y-009,2025,西山区,人才安居,安居,2025-09-01,,P7,,,,是,,,,,,通过,2025-09-10,2025-09-12
Y-010,2025,西山区,7,服务,2025-09-01,,,,,,,,,,安居服务,突出,通过,2025-09-10,2025-09-12
Y-011,2025,西山区,7,服务,2025-09-01,,,,,,,,,,双招双引,突出,通过,2025-09-10,2025-09-12
Y-012,2025,西山区,平台,某,2025-09-01,上级,,,,,,E9,,,,,通过,2025-09-10,2025-09-12
Y-013,2025,西山区,活动,某,2025-09-01,市级,,,,,,E10,承接会议,,,,通过,2025-09-10,2025-09-12
Y-014,2025,西山区,招才节,某,2025-09-01,市级,,,,,,E10,,,,,通过,2025-09-10,2025-09-12
`;

/** Makes a workspace of the invented city; files given replace its own. */
export function yunzhou(files: Record<string, string> = {}): string {
  const policies = Object.fromEntries(YUNZHOU.map(({file, text}) => [file.replace("test/", ""), text]));
  return makeWorkspace({
    "hengcai.yaml": CONFIG,
    "units/单位名录.csv": UNITS,
    "claims/申报.csv": CLAIMS,
    ...policies,
    ...files
  });
}
