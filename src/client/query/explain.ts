import {nearest} from "../../../loaders/nearest.ts";
import type {CatalogTable} from "./catalog.ts";
import {offsetOf, type Place, placeOf} from "./place.ts";
import {namesIn, tokens} from "./statement.ts";
import {wideSigns} from "./wideSigns.ts";

/** Why a query did not run, for somebody who wrote it. */
export interface Explanation {
  /** One sentence: the fault, and what it is at. */
  what: string;
  /** What would be right, one sentence each. */
  hints: string[];
  place?: Place;
  /** DuckDB's own words. */
  original: string;
}

/** Returns DuckDB's complaint in Chinese: which line, what is wrong there, which name was perhaps meant. */
export function explainError(message: string, sql: string, catalog: readonly CatalogTable[]): Explanation {
  const place = placeOf(message, sql);
  const wide = wideSigns(sql);
  const known = describe(message, sql, catalog);
  const hints = [...(wide.length && /^(Parser|Binder) Error/.test(message) ? wide : []), ...known.hints];
  return {what: known.what, hints, ...(place ? {place} : {}), original: message};
}

interface Known {
  what: string;
  hints: string[];
}

function describe(message: string, sql: string, catalog: readonly CatalogTable[]): Known {
  for (const [pattern, say] of KINDS) {
    const match = pattern.exec(message);
    if (match) return say(match, sql, catalog);
  }
  return {what: "这条查询没有运行成功。", hints: ["请看下面的原文；多半是名称、括号或引号写错了。"]};
}

type Say = (match: RegExpExecArray, sql: string, catalog: readonly CatalogTable[]) => Known;

const KINDS: readonly (readonly [RegExp, Say])[] = [
  [/查询只能使用本页的表/, () => ({what: "查询只能使用本页的表，不能访问网络，也不能读别处的文件。", hints: []})],
  [
    /数据引擎出了故障|RuntimeError|Aborted|memory access|Array buffer allocation/,
    () => ({
      what: "这条查询用的内存太多，数据引擎出了故障，已经重新启动。",
      hints: ["加上 WHERE 条件，或检查 JOIN 是否漏写了连接条件，再运行一次。"]
    })
  ],
  [/Table with name "?(.+?)"? does not exist/, sayTable],
  [/Referenced (?:column|table) "(.+?)" not found/, sayColumn],
  [/does not have a column named "(.+?)"/, sayColumn],
  [
    /Ambiguous reference to column name "(.+?)"/,
    ([, name]) => ({
      what: `字段“${name}”在几张表里都有，不知道取哪一张的。`,
      hints: [`在前面加表名或别名，例如 r.${name}。`]
    })
  ],
  [
    /column "(.+?)" must appear in the GROUP BY clause/,
    ([, name]) => ({
      what: `“${name}”既没有汇总，也不在 GROUP BY 里。`,
      hints: [`把它加进 GROUP BY，或者写成 any_value(${name})；也可以写 GROUP BY ALL。`]
    })
  ],
  [/(?:Function|Macro) with name "?(\w+)"? (?:does not exist|is not in the catalog)/, sayFunction],
  [
    /No function matches the given name and argument types '(.+?)'/,
    ([, call]) => ({
      what: `函数的参数类型不对：${call}。`,
      hints: ["文本要先转成数或日期，例如 CAST(字段 AS DATE)。"]
    })
  ],
  [
    /(?:invalid date field format|date field value out of range): "(.*?)"/,
    ([, value]) => ({what: `“${value}”不能当作日期。`, hints: ["日期写成 '2025-12-31'。"]})
  ],
  [
    /Could not convert string '(.*?)' to (\w+)/,
    ([, value, type]) => ({
      what: `“${value}”不能当作${TYPE_NAMES[type!] ?? type}。`,
      hints: ["日期写成 '2025-12-31'；数不加引号；文本加单引号。"]
    })
  ],
  [
    /Cannot (?:compare|mix) values of type (\w+)[^.]* (?:and|with) (?:values of type )?(\w+)/,
    ([, a, b]) => ({
      what: `${TYPE_NAMES[a!] ?? a}和${TYPE_NAMES[b!] ?? b}不能放在一起比较。`,
      hints: ["文本加单引号，数不加；需要时用 CAST 转换。"]
    })
  ],
  [
    /syntax error at end of input/,
    () => ({
      what: "语句没有写完。",
      hints: ["看括号、引号是否成对，最后一行是不是少了内容。"]
    })
  ],
  [/syntax error at or near "(.+?)"/, saySyntax],
  [/unterminated quoted/, () => ({what: "引号没有成对。", hints: ["文本用一对单引号，名称用一对双引号。"]})],
  [
    /Out of Memory/i,
    () => ({
      what: "结果或中间步骤太大，浏览器的内存不够。",
      hints: ["加上 WHERE 条件，或检查 JOIN 是否漏写了连接条件。"]
    })
  ],
  [/read-only mode|Cannot write/, () => ({what: "这里只能查询，不能改动数据。", hints: []})],
  [/configuration has been locked/, () => ({what: "这里不能改动引擎的设置。", hints: []})],
  [
    /exists in the (\w+) extension/,
    ([, name]) => ({
      what: `这里的引擎没有 ${name} 扩展，扩展要联网下载。`,
      hints: ["请换一种写法；直接用本页的表，不要读文件。"]
    })
  ],
  [/^Parser Error/, () => ({what: "语句的写法不对。", hints: ["请看指出的位置前后。"]})]
];

const TYPE_NAMES: Readonly<Record<string, string>> = {
  VARCHAR: "文本",
  BIGINT: "整数",
  INT64: "整数",
  INTEGER: "整数",
  INT32: "整数",
  DECIMAL: "小数",
  DOUBLE: "小数",
  DATE: "日期",
  BOOLEAN: "是否",
  BOOL: "是否",
  TIMESTAMP: "时间"
};

function sayTable([, name]: RegExpExecArray, _: string, catalog: readonly CatalogTable[]): Known {
  const titles = new Map(catalog.map(table => [table.title, table.name]));
  const guess = nearest(name!, [...catalog.map(table => table.name), ...titles.keys()]);
  return {
    what: `没有叫“${name}”的表。`,
    hints: [guess ? `是不是“${guess}”？` : "表名见“数据表和字段”，点一下就填进查询框。"]
  };
}

function sayColumn([, name]: RegExpExecArray, sql: string, catalog: readonly CatalogTable[]): Known {
  const words = new Set([...namesIn(sql)].map(word => word.toLowerCase()));
  const used = catalog.filter(table => words.has(table.name) || words.has(table.title));
  const columns = used.flatMap(table =>
    words.has(table.title) ? table.columns.map(column => column.title) : table.columns.map(column => column.name)
  );
  const byTitle = used.flatMap(table => table.columns.filter(column => column.title === name));
  const hints: string[] = [];
  const guess = byTitle[0] ? undefined : nearest(name!, new Set(columns));
  if (byTitle[0]) hints.push(`“${name}”在这张表里叫 ${byTitle[0].name}。`);
  if (guess) hints.push(`是不是“${guess}”？`);
  if (new RegExp(`"${escaped(name!)}"`).test(sql) && !hints.length) {
    hints.push("双引号里的是名称；要写文本，请用单引号。");
  }
  if (!hints.length) {
    hints.push(
      used.length
        ? `${used.map(table => table.name).join("、")} 的字段见“数据表和字段”。`
        : "字段名见“数据表和字段”，点一下就填进查询框。"
    );
  }
  return {what: `没有叫“${name}”的字段。`, hints};
}

function sayFunction({1: name, input}: RegExpExecArray): Known {
  const extension = /exists in the (\w+) extension/.exec(input)?.[1];
  const guess = extension ? undefined : /Did you mean "(.+?)"/.exec(input)?.[1];
  return {
    what: `没有叫“${name}”的函数${extension ? `（它在要联网下载的 ${extension} 扩展里）` : ""}。`,
    hints: guess
      ? [`是不是 ${guess}？`]
      : ["常用的有 count、sum、avg、min、max、round、coalesce、date_trunc、string_agg。"]
  };
}

function saySyntax({1: near, input}: RegExpExecArray, sql: string): Known {
  const place = placeOf(input, sql);
  const at = place ? offsetOf(place, sql) : sql.indexOf(near!);
  const before = tokens(sql).filter(token => token.at < at);
  const own = before.findLast(token => token.kind === "word" && RESERVED.has(token.value.toLowerCase()));
  const hints: string[] = [];
  for (const word of [before.at(-1)?.value ?? "", near!]) {
    const verb = nearest(word.toUpperCase(), VERBS);
    if (verb && verb !== word.toUpperCase()) hints.push(`“${word}”是不是 ${verb}？`);
  }
  if (!hints.length && own && own === before.at(-1)) {
    hints.push(`${own.value} 是 SQL 自己的词，作名称时要加双引号："${own.value}"。`);
  }
  if (!hints.length) hints.push("看这里前面是不是多了或少了逗号、括号、引号。");
  return {what: `“${near}”这里的写法不对。`, hints};
}

const VERBS = ["SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "JOIN", "BETWEEN", "DISTINCT", "UNION"];
const RESERVED = new Set([
  "group",
  "from",
  "to",
  "order",
  "table",
  "column",
  "end",
  "desc",
  "asc",
  "user",
  "when",
  "case"
]);

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
