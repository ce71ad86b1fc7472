import type {RuleChange} from "../scoring/revision.ts";

/** Returns what the policy says otherwise, each value behind the day from which it holds, and where that is laid down. */
export function changeText(change: RuleChange): string {
  const {rule, title, clause} = change;
  const name = rule === null ? "" : `${rule}${title === null || title === rule ? "" : ` ${title}`}`;
  return `制度：${changedText(name, change)}${clause === null ? "" : `（${clause}）`}`;
}

const ASPECTS: Readonly<Record<Exclude<RuleChange["aspect"], "rule" | "from" | "to">, string>> = {
  condition: "计分条件",
  key: "同一事项的认定",
  values: "分值",
  caps: "封顶",
  limit: "合计封顶",
  begins: "考核年度的第一天",
  place_by: "归年",
  void_scope: "撤销所及的范围"
};

function changedText(name: string, {aspect, since, before, after}: RuleChange): string {
  switch (aspect) {
    case "rule":
      return after === null ? `不再有规则 ${name}` : `增加规则 ${name}，自 ${after} 起计分`;
    case "from":
      return `${name}开始计分的日期由 ${before} 改为 ${after}`;
    case "to":
      if (before === null) return `${name}自 ${after} 起停止计分`;
      return after === null
        ? `${name}不停止计分，原定自 ${before} 起停止`
        : `${name}停止计分的日期由 ${before} 改为 ${after}`;
    default: {
      const what = `${since === null ? "" : `自 ${since} 起，`}${name && `${name}的`}${ASPECTS[aspect]}`;
      const [was, is] = aspect === "values" || aspect === "caps" ? otherParts(before!, after!) : [before, after];
      if (!was) return `${what}增加“${is}”`;
      return is ? `${what}由“${was}”改为“${is}”` : `${what}去掉“${was}”`;
    }
  }
}

/** Returns what of two lists of tiers is otherwise; lists that change with a day, or in their order alone, are told whole. */
function otherParts(before: string, after: string): [was: string, is: string] {
  if (`${before}${after}`.includes("；")) return [before, after];
  const [was, is] = [before.split("，"), after.split("，")];
  const without = (parts: readonly string[], others: readonly string[]) =>
    parts.filter(part => !others.includes(part)).join("，");
  const [gone, come] = [without(was, is), without(is, was)];
  return gone || come ? [gone, come] : [before, after];
}
