import type {Code} from "../contract.ts";

/** Returns codes from lines of `code=alias/alias`; a code alone has no alias. */
export function codes(...lines: readonly string[]): Code[] {
  return lines.map(line => {
    const [code, aliases] = line.split("=");
    return aliases === undefined ? {code: code!} : {code: code!, aliases: aliases.split("/")};
  });
}

/** Liaocheng Art. 8; the words kept as `other` are told apart when the cell is read. */
export const GRADES = codes("优秀", "合格", "不合格");
export const OTHER_GRADES = ["未参加", "不定等次", "缓评", "暂缓", "未考核"] as const;
export const DEGREES = codes("无", "学士=学士学位", "硕士=硕士学位", "博士=博士学位");
export const TITLES = codes("无", "初级", "中级", "副高级=副高", "正高级=正高");
