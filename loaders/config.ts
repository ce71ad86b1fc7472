import {datasetFaults, type KnownNames, listedPolicies, outletFaults, place, policyFaults} from "./configFaults.ts";
import {
  ALERT_LIMITS,
  type AlertLimit,
  type ConfigText,
  configSchema,
  DEFAULT_GROUPS,
  DEFAULT_INDEX
} from "./configSchema.ts";
import {formatPlaced, type Placed, UserError} from "./error.ts";
import type {ClaimWords} from "./words.ts";
import {parseYaml} from "./yaml.ts";

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

/**
 * Returns the configuration in the text of a `hengcai.yaml`, defaults filled in.
 * Throws a UserError (exit 2) that lists every fault as `file:line:column: message`.
 */
export function parseConfig(source: string, file: string, known: KnownNames): Config {
  const yaml = parseYaml(source, file);
  const faults: Placed[] = [...yaml.faults];
  const parsed = configSchema.safeParse(yaml.value ?? {});
  let words: ClaimWords | null = null;
  if (!yaml.broken) {
    if (!parsed.success) faults.push(...parsed.error.issues.flatMap(issue => place(issue, yaml)));
    faults.push(...datasetFaults(yaml, known.datasets));
    const {policies, readings} = policyFaults(yaml, known);
    faults.push(...policies, ...readings);
    // Which words a level has is the policies' to say.
    if (!policies.length) {
      words = known.words?.(listedPolicies(yaml)) ?? null;
      faults.push(...outletFaults(yaml, words));
    }
  }
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  if (faults.length || !parsed.success) {
    throw new UserError(`工作区的配置有 ${faults.length} 处错误，改正后再运行：\n${formatPlaced(faults)}`);
  }
  return {...toConfig(parsed.data), words};
}

function toConfig(data: ConfigText): Omit<Config, "words"> {
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
