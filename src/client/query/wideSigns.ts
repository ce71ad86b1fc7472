import {tokens} from "./statement.ts";

/** Returns a sentence for each sign of a Chinese keyboard that SQL does not know, outside texts and names. */
export function wideSigns(sql: string): string[] {
  const seen = new Map<string, number>();
  for (const {kind, value, at} of tokens(sql)) {
    if (kind === "sign" && value in WIDE && !seen.has(value)) seen.set(value, sql.slice(0, at).split("\n").length);
  }
  return [...seen].map(([sign, line]) => `第${line}行有中文标点“${sign}”，应写成英文的“${WIDE[sign]}”。`);
}

const WIDE: Readonly<Record<string, string>> = {
  "，": ",",
  "（": "(",
  "）": ")",
  "；": ";",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "＝": "=",
  "＞": ">",
  "＜": "<",
  "。": "."
};
