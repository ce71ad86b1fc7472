import type {Database} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import type {Plain} from "../loaders/yaml.ts";
import {baselineFaults} from "./baseline.ts";
import {type Comparison, compareVersions} from "./compareVersions.ts";
import type {Policy} from "./policy.ts";
import {policyChanges} from "./policyChanges.ts";
import {readingsUnder, type Version} from "./versionRun.ts";
import {type ScoreVersionsOptions, scoreVersions} from "./versions.ts";

/** What was asked: a place of the policy with another value, or a reading with another option. */
export interface Asked {
  kind: "policy" | "reading";
  /** `score.R1.caps.0.max`, or the reading's id. */
  path: string;
  /** The value as the file has it, or the option; null where that side has nothing. */
  before: Plain;
  after: Plain;
  /** The clause's id; null where no clause stands behind it. */
  clause: string | null;
}

export interface Simulation extends Comparison {
  year: number;
  basis: string;
  asOf: string;
  asked: Asked[];
}

export interface SimulateOptions extends ScoreVersionsOptions {
  /** The policy to start from: as a rule that in force in the workspace. */
  policy: Policy;
  /** What is asked about. */
  changed: Pick<Version, "policy" | "readings">;
  /** Whether the policy is the one that the warehouse was scored by, so that it must come to what is published. */
  published?: boolean;
}

const BEFORE = "before";
const AFTER = "after";

/**
 * Returns what would change in a year's ranking: the policy and the changed one are scored in one pass, in a database of
 * their own. Refuses where a published policy does not come to what is published.
 */
export async function simulate(
  db: Database,
  {policy, changed, published = true, ...options}: SimulateOptions
): Promise<Simulation> {
  const {settings, year, basis} = options;
  const before: Version = {id: BEFORE, policy, readings: readingsUnder(policy, settings.readings)};
  await scoreVersions(db, [before, {...changed, id: AFTER}], options);
  if (published) refuse(await baselineFaults(db, BEFORE, options), year);
  const comparison = await compareVersions(db, BEFORE, AFTER);
  return {year, basis, asOf: settings.asOf, asked: askedChanges(before, changed), ...comparison};
}

/** Returns in what two versions differ: first the places of the policy, then the options in force. */
export function askedChanges(
  before: Pick<Version, "policy" | "readings">,
  after: Pick<Version, "policy" | "readings">
): Asked[] {
  const ends = [after, before].flatMap(({policy}) => endsOf(policy));
  const places = policyChanges(before.policy.tree, after.policy.tree).map((change): Asked => {
    const end = ends.find(({path}) => path === change.path);
    return {kind: "policy", ...change, clause: end ? end.clause : change.clause};
  });
  const ids = [...new Set([...before.readings.keys(), ...after.readings.keys()])];
  const options = ids.flatMap((id): Asked[] => {
    const [old, now] = [before.readings.get(id) ?? null, after.readings.get(id) ?? null];
    const clause = (after.policy.readings.get(id) ?? before.policy.readings.get(id))?.clause ?? null;
    return old === now ? [] : [{kind: "reading", path: id, before: old, after: now, clause}];
  });
  return [...places, ...options];
}

/** Returns the days that amendments give rules to end on: what says so is their own clause, not the rule's. */
function endsOf({amendments}: Policy): {path: string; clause: string | null}[] {
  const ends = amendments.flatMap(({changes}) => changes).filter(({kind}) => kind === "end");
  return ends.map(({path, clause}) => ({path: `${path}.to`, clause}));
}

function refuse(faults: readonly string[], year: number): void {
  if (!faults.length) return;
  const more = faults.length > SHOWN ? `\n……共 ${faults.length} 处` : "";
  throw new UserError(
    `${year} 年度的重算与已算出的结果不一致，不作试算；请先运行 hengcai score：\n${faults.slice(0, SHOWN).join("\n")}${more}`,
    {status: 3}
  );
}

const SHOWN = 5;
