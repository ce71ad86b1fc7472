import type {Database} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import {ofKind, parseTrino, type Tree} from "./trino.ts";

/** Expressions that must be of one family of types, or all of the one named. */
interface Alike {
  of: readonly Tree[];
  family?: Family;
}

type Family = "text" | "whole" | "truth" | "date";
const FAMILIES: Readonly<Record<string, Family>> = {
  VARCHAR: "text",
  INTEGER: "whole",
  BIGINT: "whole",
  // What a sum of BIGINT is until it is cast.
  HUGEINT: "whole",
  BOOLEAN: "truth",
  DATE: "date"
};

/**
 * Returns every place where the query leaves it to DuckDB to make one type of another: text compared with a number or a
 * date, a date added to, cases of several types. Trino does none of that. The tables it reads must be there, empty or not.
 */
export async function typeFaults(db: Database, sql: string): Promise<string[]> {
  const slice = ({from, to}: Tree): string => sql.slice(from, to);
  const query = ofKind(parseTrino(sql), "QueryStatement")[0]!;
  const faults: string[] = [];
  const made: string[] = [];
  for (const named of ofKind(query, "NamedQuery")) {
    const name = identifier(named.children[0]!.text);
    const body = named.children.find(child => child.kind === "QueryStatement")!;
    faults.push(...(await specificationFaults(db, body, slice)));
    await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${slice(body)}`);
    made.push(name);
  }
  faults.push(...(await specificationFaults(db, query.children.at(-1)!, slice)));
  for (const name of made.reverse()) await db.run(`DROP VIEW ${name}`);
  return faults;
}

async function specificationFaults(db: Database, query: Tree, slice: (tree: Tree) => string): Promise<string[]> {
  const [select] = ofKind(query, "QuerySpecification");
  const relation = select!.children.findIndex(child => child.text.toUpperCase() === "FROM") + 1;
  const groups = ofKind(select!, "SelectList").concat(ofKind(select!, "JoinCriteria"), ofKind(select!, "WhereClause"));
  const alike = groups.flatMap(tree => alikeIn(tree));
  if (!alike.length) return [];
  const columns = alike.flatMap(({of}, i) => of.map((tree, j) => `${slice(tree)} AS c_${i}_${j}`));
  const rows = await db.all<{column_name: string; column_type: string}>(
    `DESCRIBE SELECT ${columns.join(",\n")}\nFROM ${slice(select!.children[relation]!)}`
  );
  const types = new Map(rows.map(row => [row.column_name, row.column_type]));
  return alike.flatMap(({of, family}, i) => {
    const found = of.map((_, j) => types.get(`c_${i}_${j}`)!).filter(type => type !== '"NULL"');
    const families = new Set(found.map(type => FAMILIES[type] ?? type));
    if (families.size <= 1 && (family === undefined || !families.size || families.has(family))) return [];
    return [`line ${of[0]!.line}: ${of.map(slice).join(" | ")}: ${found.join(", ")}`];
  });
}

function alikeIn(tree: Tree): Alike[] {
  return [...alikeHere(tree), ...tree.children.flatMap(alikeIn)];
}

function alikeHere(node: Tree): Alike[] {
  const parts = node.children.filter(child => child.kind !== "Terminal");
  switch (node.kind) {
    case "Predicated": {
      const [value, test] = parts;
      if (test?.kind === "Comparison") return [{of: [value!, test.children.at(-1)!]}];
      if (test?.kind === "InList")
        return [{of: [value!, ...test.children.filter(child => child.kind === "Expression")]}];
      return [];
    }
    case "JoinColumnEquality":
      return [{of: parts}];
    case "ArithmeticBinary":
      return [{of: parts, family: "whole"}];
    case "Concatenation":
      return [{of: parts, family: "text"}];
    case "And":
    case "Or":
    case "LogicalNot":
      return [{of: parts, family: "truth"}];
    case "SearchedCase":
      return [{of: whens(parts, 0), family: "truth"}, {of: results(parts)}];
    case "SimpleCase":
      return [{of: [parts[0]!, ...whens(parts, 0)]}, {of: results(parts.slice(1))}];
    case "FunctionCall": {
      const name = node.children[0]!.text.toUpperCase();
      const values = parts.filter(part => part.kind === "Expression");
      if (name === "SUM") return [{of: values, family: "whole"}];
      return name === "COALESCE" || name === "NULLIF" ? [{of: values}] : [];
    }
    default:
      return [];
  }
}

function whens(parts: readonly Tree[], which: 0 | 1): Tree[] {
  return parts
    .filter(part => part.kind === "WhenClause")
    .map(when => when.children.filter(child => child.kind !== "Terminal")[which]!);
}

/** Returns what the branches give, the last one's included. */
function results(parts: readonly Tree[]): Tree[] {
  const last = parts.at(-1)!;
  return [...whens(parts, 1), ...(last.kind === "WhenClause" ? [] : [last])];
}
