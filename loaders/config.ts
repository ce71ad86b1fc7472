import {z} from "zod";
import {codeBook} from "./codes.ts";
import {claims} from "./contracts/claims.ts";
import {maybeContract} from "./contracts/index.ts";
import {formatPlaced, type Placed, UserError} from "./error.ts";
import {headerFields, normaliseHeader} from "./header.ts";
import {nearest} from "./nearest.ts";
import {plain} from "./text.ts";
import type {ClaimWords} from "./words.ts";
import {type Plain, parseYaml, type YamlFile} from "./yaml.ts";

/** What `hengcai.yaml` says, typed; absent keys hold their defaults. */
export interface Config {
  city: string;
  /** ISO date; every "today" in the product. */
  asOf: string;
  /** Built-in policy names, or paths relative to the workspace. */
  policies: string[];
  /** Reading id → the option chosen; `decidedBy` and `decidedOn` are null where the office gave the option alone. */
  readings: Map<string, ReadingChoice>;
  /** Who is ranked with whom, in the order given. */
  groups: {name: string; kinds: string[]}[];
  categories: string[];
  gradeWords: Map<string, string>;
  thresholds: Thresholds;
  /** From where on the alerts tell the office; what is not given has its default in scoring. */
  alerts: Partial<Record<AlertLimit, number>>;
  /** Rating → weight, the office's own index. */
  satisfactionIndex: Map<string, number>;
  /** Medium → level, where 级别 is empty. */
  outlets: Map<string, string>;
  /** The words of the policy that gives points; null where none is told, and the usual ones hold. */
  words: ClaimWords | null;
  datasets: Map<string, {sheets: string[] | null; fillDown: string[]}>;
  publish: {
    public: boolean;
    years: Map<number, {signedOn: string; docNo: string | null; objectionsUntil: string | null}>;
    /** The office's own words on its papers; absent where it gives none. */
    bulletin?: BulletinWords;
  };
}

/** What is left out is worded as papers of this kind usually are. */
export interface BulletinWords {
  issuer?: string;
  recipients?: string;
  requirements?: string[];
  objections?: string;
}

type AlertLimit = (typeof ALERT_LIMITS)[keyof typeof ALERT_LIMITS];

export interface ReadingChoice {
  option: string;
  decidedBy: string | null;
  decidedOn: string | null;
  /** Why; left out where the office did not say. */
  reason?: string;
}

export interface Thresholds {
  /** Smallest count that is shown: smaller cells are suppressed. */
  minCell: number;
  minRatings: number;
  /** Thousandths. */
  satisfiedShare: number;
  reportDays: number;
  dueSoonDays: number;
  /** Thousandths; null draws no reference line. */
  excellentReference: number | null;
}

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
const ALERT_LIMITS = {
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

const DEFAULT_POLICIES = ["haicheng-2021-2", "liaocheng-2022-15"];
const DEFAULT_GROUPS = {"镇（街道）": ["镇", "街道"], 开发区: ["开发区"], 成员单位: ["成员单位"]};
const DEFAULT_CATEGORIES = ["A类", "B类", "C类", "D类", "E类"];
const DEFAULT_INDEX = {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0};

const schema = z.strictObject(
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

/** Names that a configuration may use but this file cannot know. */
export interface KnownNames {
  datasets: readonly string[];
  /**
   * Returns the readings of a policy, each with its options, as those listed beside it amend it; throws a UserError where
   * the policy cannot be used.
   */
  readings?(policy: string, listed: readonly string[]): ReadonlyMap<string, readonly string[]>;
  /** Returns the words in which the policies speak of claims; asked only where all of them can be used. */
  words?(policies: readonly string[]): ClaimWords | null;
}

/**
 * Returns the configuration in the text of a `hengcai.yaml`, defaults filled in.
 * Throws a UserError (exit 2) that lists every fault as `file:line:column: message`.
 */
export function parseConfig(source: string, file: string, known: KnownNames): Config {
  const yaml = parseYaml(source, file);
  const faults: Placed[] = [...yaml.faults];
  const parsed = schema.safeParse(yaml.value ?? {});
  let words: ClaimWords | null = null;
  if (!faults.length && !parsed.success) faults.push(...parsed.error.issues.flatMap(issue => place(issue, yaml)));
  if (!yaml.faults.length) {
    faults.push(...datasetFaults(yaml, known.datasets));
    const policies = known.readings ? policyFaults(yaml, known.readings) : [];
    if (!policies.length) words = known.words?.(listedPolicies(yaml)) ?? null;
    faults.push(...outletFaults(yaml, words), ...policies);
  }
  if (faults.length || !parsed.success) {
    throw new UserError(`工作区的配置有 ${faults.length} 处错误，改正后再运行：\n${formatPlaced(faults)}`);
  }
  return {...toConfig(parsed.data), words};
}

function datasetFaults(yaml: YamlFile, known: readonly string[]): Placed[] {
  return pairs(valueAt(yaml.value, ["datasets"])).flatMap(([name, settings]) => {
    if (!known.includes(name)) {
      return [yaml.fault(["datasets", name], `没有这个数据集：“${name}”${suggest(name, known)}`, {key: true})];
    }
    const contract = maybeContract(name)!;
    const fields = headerFields(contract);
    const headers = contract.fields.map(field => field.header);
    return texts(valueAt(settings, ["fill_down"])).flatMap((header, i) =>
      fields.has(normaliseHeader(header))
        ? []
        : [yaml.fault(["datasets", name, "fill_down", i], `没有这一列：“${header}”${suggest(header, headers)}`)]
    );
  });
}

/** A medium without a level that can be read would count as none, in silence. */
function outletFaults(yaml: YamlFile, words: ClaimWords | null): Placed[] {
  const level = claims.fields.find(field => field.name === "level")!;
  const {codes, order} = codeBook(level, {categories: [], gradeWords: new Map(), words});
  return pairs(valueAt(yaml.value, ["outlets"])).flatMap(([outlet, word]) =>
    typeof word !== "string" || codes.has(plain(word))
      ? []
      : [yaml.fault(["outlets", outlet], `outlets.${outlet}：“${word}” 应为级别之一：${order.join("、")}`)]
  );
}

function listedPolicies(yaml: YamlFile): string[] {
  const given = valueAt(yaml.value, ["policies"]);
  return given === undefined ? DEFAULT_POLICIES : texts(given);
}

/** What cannot be read of a policy is told first: its readings are then unknown. */
function policyFaults(yaml: YamlFile, readingsOf: NonNullable<KnownNames["readings"]>): Placed[] {
  const faults: Placed[] = [];
  const known = new Map<string, readonly string[]>();
  const given = valueAt(yaml.value, ["policies"]);
  if (given !== undefined && !Array.isArray(given)) return [];
  const listed = listedPolicies(yaml);
  for (const [i, policy] of listed.entries()) {
    try {
      for (const [id, options] of readingsOf(policy, listed)) known.set(id, options);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(yaml.fault(["policies", i], error.message));
    }
  }
  if (faults.length) return faults;
  return pairs(valueAt(yaml.value, ["readings"])).flatMap(([id, choice]) => {
    const options = known.get(id);
    if (!options)
      return [yaml.fault(["readings", id], `没有这个疑义：“${id}”${suggest(id, [...known.keys()])}`, {key: true})];
    const option = typeof choice === "string" ? choice : valueAt(choice, ["option"]);
    if (typeof option !== "string" || options.includes(option)) return [];
    const path = typeof choice === "string" ? ["readings", id] : ["readings", id, "option"];
    return [yaml.fault(path, `readings.${id}：没有这个选项：“${option}”${suggest(option, options)}`)];
  });
}

function pairs(value: Plain | undefined): [string, Plain][] {
  return value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
}

function texts(value: Plain | undefined): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === "string") : [];
}

function toConfig(data: z.infer<typeof schema>): Omit<Config, "words"> {
  const thresholds = data.thresholds;
  return {
    city: data.city,
    asOf: data.as_of,
    policies: data.policies,
    readings: new Map(
      entries(data.readings).map(([id, {option, decided_by, decided_on, reason}]) => [
        id,
        {option, decidedBy: decided_by ?? null, decidedOn: decided_on ?? null, ...(reason ? {reason} : {})}
      ])
    ),
    groups: Object.entries(data.groups ?? DEFAULT_GROUPS).map(([name, kinds]) => ({name, kinds})),
    categories: data.categories,
    gradeWords: new Map(entries(data.grade_words)),
    thresholds: {
      minCell: thresholds?.min_cell ?? 5,
      minRatings: thresholds?.min_ratings ?? 30,
      satisfiedShare: thresholds?.satisfied_share ?? 800,
      reportDays: thresholds?.report_days ?? 15,
      dueSoonDays: thresholds?.due_soon_days ?? 3,
      excellentReference: thresholds?.excellent_reference ?? null
    },
    alerts: Object.fromEntries(
      Object.entries(ALERT_LIMITS).flatMap(([key, name]) => {
        const limit = data.alerts?.[key];
        return limit === undefined ? [] : [[name, limit]];
      })
    ),
    satisfactionIndex: new Map(Object.entries(data.satisfaction_index ?? DEFAULT_INDEX)),
    outlets: new Map(entries(data.outlets)),
    datasets: new Map(
      entries(data.datasets).map(([name, {sheets, fill_down}]) => [
        name,
        {sheets: sheets ?? null, fillDown: fill_down ?? []}
      ])
    ),
    publish: {
      public: data.publish?.public ?? false,
      years: new Map(
        entries(data.publish?.years).map(([key, {signed_on, doc_no, objections_until}]) => [
          Number(key),
          {signedOn: signed_on, docNo: doc_no ?? null, objectionsUntil: objections_until ?? null}
        ])
      ),
      ...(data.publish?.bulletin ? {bulletin: given(data.publish.bulletin)} : {})
    }
  };
}

/** Returns the words without those that are left empty. */
function given(words: {[Name in keyof BulletinWords]: BulletinWords[Name] | null | undefined}): BulletinWords {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null && value !== undefined));
}

function entries<T>(record: Record<string, T> | null | undefined): [string, T][] {
  return Object.entries(record ?? {});
}

/** Returns the faults of one issue; `above` is where the schema that found it stands. */
function place(issue: z.core.$ZodIssue, yaml: YamlFile, above: readonly (string | number)[] = []): Placed[] {
  const path = [...above, ...issue.path.map(step => (typeof step === "number" ? step : String(step)))];
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedKeys(path);
    return issue.keys.map(key =>
      yaml.fault([...path, key], `没有这个键：“${key}”${suggest(key, allowed)}`, {key: true})
    );
  }
  if (issue.code === "invalid_key") {
    const [key, why] = [path.at(-1)!, issue.issues.map(({message}) => message).join("；")];
    return [yaml.fault(path, `${path.slice(0, -1).join(".")}：“${key}” ${why}`, {key: true})];
  }
  const value = valueAt(yaml.value, path);
  // Of what may be a text or a map, a map is held against what a map should be.
  if (issue.code === "invalid_union" && pairs(value).length) {
    return issue.errors.at(-1)!.flatMap(inner => place(inner, yaml, path));
  }
  if (value === undefined) {
    return isMeant(path, yaml) ? [] : [yaml.fault(path, `缺少必填的键：“${path.join(".")}”`)];
  }
  const name = path.length ? `${path.join(".")}：` : "";
  return [yaml.fault(path, `${name}${shown(value)}${issue.message}`)];
}

/** Returns whether the key that is missing is there with a slip of the pen, which is told as it is. */
function isMeant(path: readonly (string | number)[], yaml: YamlFile): boolean {
  const [above, key] = [path.slice(0, -1), path.at(-1)];
  const allowed = allowedKeys(above);
  return pairs(valueAt(yaml.value, above)).some(([one]) => !allowed.includes(one) && nearest(one, allowed) === key);
}

function shown(value: Plain): string {
  if (value === null) return "现在是空的，";
  if (typeof value === "string") return `“${value}” `;
  return Array.isArray(value) ? "现在是列表，" : "现在是“键: 值”，";
}

function suggest(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  if (guess) return `，是不是“${guess}”？`;
  return known.length ? `，可用的有：${known.join("、")}` : "";
}

function allowedKeys(path: readonly (string | number)[]): string[] {
  const top = Object.keys(schema.shape);
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

function valueAt(value: Plain | undefined, path: readonly (string | number)[]): Plain | undefined {
  let node: Plain | undefined = value;
  for (const step of path) {
    if (node === null || typeof node !== "object") return undefined;
    node = (node as {[key: string]: Plain})[String(step)];
  }
  return node;
}

/** Returns whether the text is a day that exists, written yyyy-mm-dd. */
export function isIsoDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}
