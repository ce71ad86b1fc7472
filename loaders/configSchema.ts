import {z} from "zod";
import {isIsoDate} from "./dates.ts";

const UNIT_KINDS = [
  "镇",
  "街道",
  "开发区",
  "成员单位",
  "市直部门",
  "村",
  "社区",
  "县市区",
  "功能区",
  "用人单位"
] as const;
const GRADE_NAMES = ["优秀", "合格", "不合格"] as const;
const RATING_NAMES = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"] as const;

/** Key of the block `alerts` → its name in scoring; the two falls are shares, all others whole numbers. */
export const ALERT_LIMITS = {
  window_days: "windowDays",
  minutes_days: "minutesDays",
  link_days: "linkDays",
  explain_days: "explainDays",
  close_days: "closeDays",
  term_days: "termDays",
  county_days: "countyDays",
  unhappy_ratings: "unhappyRatings",
  satisfied_fall: "satisfiedFall",
  source_days: "sourceDays",
  rows_fall: "rowsFall"
} as const;

const text = (example: string) => z.string(`应为文字，如 ${example}`).min(1, `不能为空，应为文字，如 ${example}`);
const isoDate = z.string("应为日期，如 2025-12-31").refine(isIsoDate, "不是有效日期，应写成 2025-12-31 这样的形式");
const whole = z
  .string("应为不带小数的非负整数，如 5")
  .regex(/^\d{1,6}$/, "应为不带小数的非负整数，如 5")
  .transform(Number);
const share = z
  .string("应为 0 到 1 之间、至多三位小数的数，如 0.80")
  .regex(/^(0(\.\d{1,3})?|1(\.0{1,3})?)$/, "应为 0 到 1 之间、至多三位小数的数，如 0.80")
  .transform(value => Math.round(Number(value) * 1000));
const flag = z
  .enum(["true", "false", "是", "否"], "应为 true 或 false")
  .transform(value => value === "true" || value === "是");
const year = z.string().regex(/^\d{4}$/, "应为四位年份，如 2024");
const listOf = <T extends z.ZodType>(item: T, example: string) => z.array(item, `应为列表，如 [${example}]`);
const mapOf = <T extends z.ZodType>(item: T, example: string, key = z.string()) =>
  z.record(key, item, `应为若干“键: 值”，如 {${example}}`);
const keysOf = <T extends z.ZodRawShape>(shape: T, example: string) =>
  z.strictObject(shape, `应为若干“键: 值”，如 {${example}}`);

const BULLETIN = {
  issuer: text("市委人才办").nullish(),
  recipients: text("各镇（街道）").nullish(),
  requirements: listOf(text("请尽快补报。"), "请尽快补报。").nullish(),
  objections: text("有异议的，请于公示期内书面提出。").nullish()
};

const reading = z.union(
  [
    text("at_least").transform(option => ({option, decided_by: null, decided_on: null, reason: null})),
    z.strictObject({
      option: text("at_least"),
      decided_by: text("市委人才办").nullish(),
      decided_on: isoDate.nullish(),
      reason: text("正高级高于副高级").nullish()
    })
  ],
  "应为选项名，如 at_least，或 {option: at_least, decided_by: 市委人才办, decided_on: 2025-01-10}"
);

export const DEFAULT_POLICIES = ["haicheng-2021-2", "liaocheng-2022-15"];
export const DEFAULT_GROUPS = {"镇（街道）": ["镇", "街道"], 开发区: ["开发区"], 成员单位: ["成员单位"]};
const DEFAULT_CATEGORIES = ["A类", "B类", "C类", "D类", "E类"];
export const DEFAULT_INDEX = {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0};

/** What `hengcai.yaml` may say, every value a text as it was written; each fault says what would be right. */
export const configSchema = z.strictObject(
  {
    city: text("示例市"),
    as_of: isoDate,
    policies: listOf(text("haicheng-2021-2"), "haicheng-2021-2")
      .min(1, "至少要有一份制度，如 [haicheng-2021-2]")
      .default(DEFAULT_POLICIES),
    readings: mapOf(reading, "title_above: at_least").nullish(),
    groups: mapOf(
      listOf(z.enum(UNIT_KINDS, `应为单位类别之一：${UNIT_KINDS.join("、")}`), "镇, 街道"),
      "镇（街道）: [镇, 街道]"
    ).nullish(),
    categories: listOf(text("A类"), "A类, B类")
      .min(1, "至少要有一个人才类别，如 [A类, B类]")
      .default(DEFAULT_CATEGORIES),
    grade_words: mapOf(z.enum(GRADE_NAMES, "应为 优秀、合格、不合格 之一"), "称职: 合格").nullish(),
    thresholds: keysOf(
      {
        min_cell: whole.default(5),
        min_ratings: whole.default(30),
        satisfied_share: share.default(800),
        report_days: whole.default(15),
        due_soon_days: whole.default(3),
        excellent_reference: share.nullish()
      },
      'min_cell: 5, satisfied_share: "0.80"'
    ).nullish(),
    alerts: keysOf(
      Object.fromEntries(
        Object.keys(ALERT_LIMITS).map(key => [key, (key.endsWith("_fall") ? share : whole).optional()])
      ),
      "minutes_days: 7"
    ).nullish(),
    satisfaction_index: keysOf(
      Object.fromEntries(RATING_NAMES.map(name => [name, whole])),
      RATING_NAMES.map(name => `${name}: ${DEFAULT_INDEX[name]}`).join(", ")
    ).nullish(),
    outlets: mapOf(text("省级"), "某某日报: 省级").nullish(),
    datasets: mapOf(
      keysOf(
        {
          sheets: listOf(text("台账"), "台账").nullish(),
          fill_down: listOf(text("申报单位"), "申报单位").nullish()
        },
        "sheets: [台账], fill_down: [申报单位]"
      ),
      "claims: {sheets: [台账]}"
    ).nullish(),
    publish: keysOf(
      {
        public: flag.default(false),
        years: mapOf(
          keysOf(
            {signed_on: isoDate, doc_no: text("〔2025〕3号").nullish(), objections_until: isoDate.nullish()},
            "signed_on: 2025-01-20, doc_no: 〔2025〕3号"
          ),
          "2024: {signed_on: 2025-01-20}",
          year
        ).nullish(),
        bulletin: keysOf(BULLETIN, "issuer: 市委人才办").nullish()
      },
      "public: false"
    ).nullish()
  },
  "应为若干“键: 值”，如 city: 示例市"
);

export type ConfigText = z.infer<typeof configSchema>;
export type AlertLimit = (typeof ALERT_LIMITS)[keyof typeof ALERT_LIMITS];

/** Returns the keys that may stand in the map at the path; none where any may. */
export function allowedKeys(path: readonly (string | number)[]): string[] {
  const top = Object.keys(configSchema.shape);
  if (!path.length) return top;
  if (path[0] === "thresholds") {
    return ["min_cell", "min_ratings", "satisfied_share", "report_days", "due_soon_days", "excellent_reference"];
  }
  if (path[0] === "alerts") return Object.keys(ALERT_LIMITS);
  if (path[0] === "satisfaction_index") return [...RATING_NAMES];
  if (path[0] === "datasets") return ["sheets", "fill_down"];
  if (path[0] === "readings") return ["option", "decided_by", "decided_on", "reason"];
  if (path[0] === "publish") {
    if (path.length === 1) return ["public", "years", "bulletin"];
    return path[1] === "bulletin" ? Object.keys(BULLETIN) : ["signed_on", "doc_no", "objections_until"];
  }
  return [];
}
