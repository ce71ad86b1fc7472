import type {Database} from "../loaders/database.ts";

/** Words that are the office's own: from the configuration where it has them, else as a paper of this kind has them. */
export interface OfficeWords {
  /** 署名. */
  issuer: string;
  /** 主送, without the colon. */
  recipients: string;
  /** 下步要求, one paragraph each; empty where the office still has to write them. */
  requirements: string[];
  /** 异议渠道: to whom, and how. */
  objections: string;
}

/** What `publish.bulletin` of the configuration may say; all of it may be left out. */
export type BulletinSettings = Partial<OfficeWords>;

/** Returns the office's words, what the caller says before what the configuration says before the usual. */
export async function officeWords(
  db: Database,
  {city, groups, given = {}}: {city: string; groups: readonly string[]; given?: BulletinSettings}
): Promise<OfficeWords> {
  const [row] = await db.all<{value: string}>("SELECT value FROM meta.settings WHERE key = 'publish'");
  const {bulletin = {}} = JSON.parse(row?.value ?? "{}") as {bulletin?: BulletinSettings};
  const issuer = given.issuer ?? bulletin.issuer ?? usualIssuer(city);
  return {
    issuer,
    recipients: given.recipients ?? bulletin.recipients ?? groups.map(name => `各${name}`).join("，"),
    requirements: given.requirements ?? bulletin.requirements ?? [],
    objections:
      given.objections ?? bulletin.objections ?? `在随附的确认表上填写“异议”、申报编号和理由，连同证明材料送${issuer}`
  };
}

/** 示例市 → 示例市委…; a name that does not end as one of a place with a committee is left as it is. */
function usualIssuer(city: string): string {
  return `${city}${/[市县区州盟旗]$/.test(city) ? "委" : ""}人才工作领导小组办公室`;
}
