import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";

/** Words that hang on whose data these are, of which day, and what of them has been sent. */

/** Returns what those without a claim did: 全年没有申报, and before the year is over 还没有申报. */
export function silentWords(facts: Facts): string {
  const begins = facts.scoredBy?.policy.bonus?.begins ?? "01-01";
  const tomorrow = new Date(Date.parse(facts.asOf) + 86_400_000).toISOString().slice(0, 10);
  return tomorrow >= `${facts.year + 1}-${begins}` ? "全年没有申报" : "还没有申报";
}

type Named = readonly [dataset: string, title: string];

/** Returns those of the datasets of which nothing was accepted, by title: “督查督办台账”、“调度会议”; empty where all are there. */
export function notSent(facts: Facts, datasets: readonly Named[]): string {
  return datasets
    .filter(([dataset]) => !hasDataset(facts, dataset))
    .map(([, title]) => `“${title}”`)
    .join("、");
}

/** Returns the first sentence of a page without its data: what it will tell; null where they are there. */
export function awaited(facts: Facts, datasets: readonly Named[], what: string): string | null {
  const titles = notSent(facts, datasets);
  return titles ? `还没有${titles}数据，送来以后这里说明${what}。` : null;
}
