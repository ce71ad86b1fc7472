import {formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";

/** The share below which the office wants to be told, in thousandths; null where it set none. */
export function limitOf(facts: Facts): number | null {
  return Number(facts.thresholds.satisfiedShare ?? 0) || null;
}

/** 80%, or 82.5% where the limit is no whole one. */
export function limitText(limit: number): string {
  return formatShare(limit, 1000).replace(".0%", "%");
}

/** Returns the line that a drawing has at the limit. */
export function limitLine(facts: Facts): {at: number; name: string} | null {
  const limit = limitOf(facts);
  return limit === null ? null : {at: limit / 1000, name: `提示线 ${limitText(limit)}`};
}

/** Returns what the line in a drawing means. */
export function limitWords(facts: Facts): string {
  const limit = limitOf(facts);
  return limit === null ? "" : `虚线是办公室设定的提示线${limitText(limit)}，低于它的要了解原因。`;
}
