/** The codes of talents' fields as pages list them: degrees and titles from the highest. A test compares them with the contract. */
export const KEY_ORDER: Readonly<Record<string, readonly string[]>> = {
  track: ["创新类", "创业类"],
  sector: ["学校", "医院", "企业", "科研院所", "社会组织", "机关", "其他"],
  degree: ["博士", "硕士", "学士", "无"],
  title: ["正高级", "副高级", "中级", "初级", "无"]
};

/** Returns the keys of a dimension in that order; other words keep theirs and come next, 未填 last. */
export function inFieldOrder<T extends {key: string}>(dimension: string, rows: readonly T[]): T[] {
  const order = KEY_ORDER[dimension] ?? [];
  const place = (key: string): number => {
    const at = order.indexOf(key);
    return at >= 0 ? at : order.length + (key === "未填" ? 1 : 0);
  };
  return [...rows].sort((a, b) => place(a.key) - place(b.key));
}
