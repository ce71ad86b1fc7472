import type {Database} from "../loaders/database.ts";

/** What the workspace's configuration says about results, as the warehouse keeps it (`meta.settings`). */
export interface PublishSettings {
  city: string;
  /** ISO date: 数据截至. */
  asOf: string;
  /** Policies in force, as named in the configuration. */
  policies: string[];
  /** Ranking groups in the order given. */
  groups: string[];
  /** Smallest count that is shown. */
  minCell: number;
  public: boolean;
  years: Map<number, SignedYear>;
}

export interface SignedYear {
  /** ISO date; null only in an edition that is not signed. */
  signedOn: string | null;
  docNo: string | null;
  objectionsUntil: string | null;
  /** What `publish` says of the edition that it is making; absent in the warehouse itself. */
  edition?: EditionSettings;
}

export interface EditionSettings {
  /** `v1`, `v2` … */
  version: string;
  /** Goes to the units for confirmation, not signed yet. */
  review: boolean;
  /** Why a signed edition is corrected; null for the first. */
  correction: string | null;
}

/** Reads the settings from the warehouse. */
export async function readSettings(db: Database): Promise<PublishSettings> {
  const rows = await db.all<{key: string; value: string}>("SELECT key, value FROM meta.settings");
  const values = new Map(rows.map(({key, value}) => [key, value]));
  const text = (key: string): string => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`missing setting: ${key}`);
    return value;
  };
  const publish = JSON.parse(text("publish")) as {public: boolean; years: Record<string, SignedYear>};
  return {
    city: text("city"),
    asOf: text("as_of"),
    policies: JSON.parse(text("policies")) as string[],
    groups: (JSON.parse(text("groups")) as {name: string}[]).map(({name}) => name),
    minCell: (JSON.parse(text("thresholds")) as {minCell: number}).minCell,
    public: publish.public,
    years: new Map(Object.entries(publish.years).map(([year, signed]) => [Number(year), signed]))
  };
}
